package dev.countersign.audit;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One fact for the trail. Members hold names, ids, digests and states, never argument or result text.
 *
 * @see <a href="../../../../../../docs/audit.md">docs/audit.md</a>
 */
public sealed interface AuditEntry {

    Actor actor();

    /** What a call was about, as far as it applies. */
    record Subject(
            String server,
            String tool,
            String agent,
            String owner,
            String digest,
            String rule,
            String policyVersion,
            Optional<String> toolPin) {}

    /** Policy refused a call, or held it ({@code call.judged}). */
    record CallJudged(Actor actor, Subject subject, String outcome, Optional<String> approvalId)
            implements AuditEntry {}

    /**
     * A held call moved ({@code approval.moved}).
     *
     * @param step counts the entries of one approval from 1
     * @param from the state before, null at first
     * @param quorum approvals required, given with the move to {@code approved}
     * @param sendDigest what was approved, where that differs by an edit, given with the move to {@code approved}
     * @param answer given when the server answered
     */
    record ApprovalMoved(
            Actor actor,
            String approvalId,
            int step,
            @Nullable String from,
            String to,
            Subject subject,
            Optional<Integer> quorum,
            Optional<String> sendDigest,
            Optional<Answer> answer)
            implements AuditEntry {}

    /** The server's answer in figures ({@code isError resultDigest bytes}). */
    record Answer(boolean isError, String resultDigest, long bytes) {}

    /** A person voted ({@code vote.cast}); {@code sendDigest} is the digest of what would be sent. */
    record VoteCast(
            Actor actor,
            String approvalId,
            int step,
            Subject subject,
            String decision,
            String comment,
            String sendDigest)
            implements AuditEntry {}

    /** The agent got its answer ({@code answer.delivered}). */
    record AnswerDelivered(Actor actor, String approvalId, int step, String outcome) implements AuditEntry {}

    /** Anything else: {@code login.succeeded}, {@code config.loaded}, {@code approval.resolved}, {@code audit.exported}, … */
    record Event(Actor actor, String kind, Map<String, String> members) implements AuditEntry {
        public Event {
            members = Map.copyOf(members);
        }
    }
}
