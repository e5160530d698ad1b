package dev.countersign.gateway;

import dev.countersign.call.ApprovalId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A tool result of ours: {@code isError: true}, one text, and in {@code _meta["dev.countersign/decision"]} why.
 *
 * @param text starts with the bracketed word of the outer contract, for instance {@code [POLICY DENIED] }
 * @param rule JSON Pointer into the policy
 */
public record Told(
        String text,
        Outcome outcome,
        By by,
        String rule,
        String policyVersion,
        Optional<ApprovalId> approvalId,
        Optional<Instant> expiresAt,
        Optional<String> url) {

    /** The member {@code outcome}. */
    public enum Outcome {
        DENIED,
        EXPIRED,
        PENDING,
        UNKNOWN;

        /** The word of the outer contract, in lower case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The member {@code by}: who decided. */
    public enum By {
        POLICY,
        PERSON,
        CLOCK;

        /** The word of the outer contract, in lower case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
