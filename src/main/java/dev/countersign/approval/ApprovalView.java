package dev.countersign.approval;

import dev.countersign.call.AgentName;
import dev.countersign.call.ApprovalId;
import dev.countersign.call.Digest;
import dev.countersign.call.PersonName;
import dev.countersign.call.Risk;
import dev.countersign.call.RulePointer;
import dev.countersign.call.ServerName;
import dev.countersign.call.ToolName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A held call as people see it: REST, pages, live feed and notifications are all made from this one record.
 *
 * @param argumentsText the text the agent sent, byte for byte; empty when the call had none
 * @param alsoSent the other members of {@code params}, empty when none
 * @param meta the text of {@code params._meta}, sent but not part of the digest; empty when none
 * @param attached whether somebody waits for it now
 * @param edited what is sent instead of the agent's text, or would be; empty again when the agent's own text was approved after all
 * @param watcher who looks into an unknown outcome
 * @param sameAs other open or lately finished calls with the same arguments
 */
public record ApprovalView(
        ApprovalId id,
        Status status,
        long version,
        ServerName server,
        ToolName tool,
        AgentName agent,
        PersonName owner,
        String argumentsText,
        String alsoSent,
        String meta,
        Digest digest,
        Rule rule,
        Risk risk,
        Instant createdAt,
        Instant expiresAt,
        boolean attached,
        Quorum quorum,
        List<CastVote> votes,
        Optional<Edit> edited,
        Optional<Outcome> outcome,
        Optional<Resolution> resolution,
        Optional<PersonName> watcher,
        Optional<String> voidedBy,
        List<ApprovalId> sameAs) {

    public ApprovalView {
        votes = List.copyOf(votes);
        sameAs = List.copyOf(sameAs);
    }

    /** The rule that holds the call. */
    public record Rule(RulePointer pointer, String message, String policyVersion) {}

    /** How many approvals are needed, how many count, and which groups may vote (empty: every approver). */
    public record Quorum(int required, int approvals, Set<String> groups) {
        public Quorum {
            groups = Set.copyOf(groups);
        }
    }

    /** One person's vote. */
    public record CastVote(PersonName by, VoteDecision decision, String comment, Instant at) {}

    /** Other arguments that an approver put in; what is sent instead of the agent's. */
    public record Edit(String argumentsText, Digest digest, PersonName by) {}

    /**
     * How it ended at the server.
     *
     * @param text the server's answer in words, or why there is none
     */
    public record Outcome(Instant at, boolean isError, String text) {}

    /** What a person found out about a call whose outcome was unknown. */
    public record Resolution(boolean executed, String note, PersonName by, Instant at) {}
}
