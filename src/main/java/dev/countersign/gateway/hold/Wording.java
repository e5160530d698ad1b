package dev.countersign.gateway.hold;

import dev.countersign.approval.Holds.Ending;
import dev.countersign.approval.VoidReason;
import dev.countersign.call.ApprovalId;
import dev.countersign.call.HoldTerms;
import dev.countersign.gateway.Told;
import dev.countersign.gateway.Told.By;
import dev.countersign.gateway.Told.Outcome;
import dev.countersign.registry.GatewaySettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** The tool results of the outer contract, section 3, in words. */
@ApplicationScoped
public class Wording {

    private static final String STOP = " Do not retry the same call: ask the person you work for.";

    private final GatewaySettings settings;

    Wording(GatewaySettings settings) {
        this.settings = settings;
    }

    /** The page of an approval. */
    public String url(ApprovalId id) {
        return settings.publicUrl() + "/inbox/" + id;
    }

    /** Policy refused the call. */
    public Told refused(String message, String rule, String policyVersion) {
        return new Told(
                "[POLICY DENIED] " + message,
                Outcome.DENIED,
                By.POLICY,
                rule,
                policyVersion,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** A person refused the call: the comment, or else that it must not be repeated. */
    public Told denied(Ending ending) {
        String text = ending.comment().isBlank() ? "A person refused this call." + STOP : ending.comment();
        return told(
                "[APPROVAL DENIED] " + text,
                Outcome.DENIED,
                By.PERSON,
                ending.id(),
                ending.terms(),
                ending.expiresAt());
    }

    /** Nobody decided in time. */
    public Told expired(Ending ending) {
        return told(
                "[APPROVAL EXPIRED] Nobody decided in time, and the call was not sent." + STOP,
                Outcome.EXPIRED,
                By.CLOCK,
                ending.id(),
                ending.terms(),
                ending.expiresAt());
    }

    /** Not decided yet: the same call again waits on. */
    public Told pending(ApprovalId id, HoldTerms terms, Instant expiresAt) {
        return told(
                "[APPROVAL PENDING] A person has not decided yet. Call again with the same arguments to keep waiting;"
                        + " nothing is sent twice. " + url(id),
                Outcome.PENDING,
                By.CLOCK,
                id,
                terms,
                expiresAt);
    }

    /** Sent, and the answer was lost. */
    public Told unknown(Ending ending, String server) {
        return told(lostText(server), Outcome.UNKNOWN, By.PERSON, ending.id(), ending.terms(), ending.expiresAt());
    }

    /** An allowed call of a task was sent, and its answer was lost. */
    public Told lost(String server) {
        return new Told(
                lostText(server),
                Outcome.UNKNOWN,
                By.POLICY,
                "",
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static String lostText(String server) {
        return "[OUTCOME UNKNOWN] The call was sent to " + server + ", and its answer was lost. It may have happened."
                + " Do not repeat it: find out first, or ask the person you work for.";
    }

    /** Approved, and something changed before it was sent. */
    public Told voided(Ending ending, VoidReason reason) {
        return new Told(
                "[POLICY DENIED] " + reason.message(),
                Outcome.DENIED,
                By.POLICY,
                reason.rule(),
                reason.policyVersion(),
                Optional.of(ending.id()),
                Optional.of(ending.expiresAt()),
                Optional.of(url(ending.id())));
    }

    private Told told(String text, Outcome outcome, By by, ApprovalId id, HoldTerms terms, Instant expiresAt) {
        return new Told(
                text,
                outcome,
                by,
                terms.rule().value(),
                terms.policyVersion(),
                Optional.of(id),
                Optional.of(expiresAt),
                Optional.of(url(id)));
    }
}
