package dev.countersign.policy.trial;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One call of a case file, and what should become of it.
 *
 * @param tool the tool's name
 * @param argumentsText the exact text; empty: no arguments at all
 * @param who agent and session
 * @param at the time of the call; empty: the time of the call before
 * @param course what happens after the policy has spoken
 * @param expect the outcomes that are right; none: every one is
 * @param rule the pointer that is right, if anybody says
 * @param message the text that is right, if anybody says
 */
public record TrialCall(
        String tool,
        Optional<String> argumentsText,
        Who who,
        Optional<Instant> at,
        Course course,
        List<String> expect,
        Optional<String> rule,
        Optional<String> message) {

    public TrialCall {
        expect = List.copyOf(expect);
    }

    /** Who calls, in which MCP session. */
    public record Who(String agent, String session) {}

    /**
     * What happens after the policy has spoken.
     *
     * @param upstream what the server does: {@code ok}, {@code tool_error}, {@code rpc_error:CODE}, {@code http:STATUS},
     *     {@code lost} or {@code unreachable}
     * @param then what becomes of a held call: {@code deny}, {@code approve}, {@code expire} or {@code leave}
     * @param thenAt when it is released
     */
    public record Course(String upstream, String then, Optional<Instant> thenAt) {

        /** Whether the call, once sent, surely did nothing: then its places in limits are given back. */
        boolean didNothing() {
            return upstream.equals("unreachable") || upstream.matches("http:4..|rpc_error:-32(700|600|601|602)");
        }
    }
}
