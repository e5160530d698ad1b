package dev.countersign.approval;

import dev.countersign.call.HoldTerms.VoteRules;
import java.util.Optional;

/** Whether other arguments may be sent instead of the agent's. */
public interface EditCheck {

    /** The reason why not, or empty. {@code candidate.arguments()} are the edited ones. */
    Optional<String> objection(ReleaseDesk.Candidate candidate);

    /**
     * The reason why the rule that holds the call does not let an approver change this, or empty.
     *
     * @param original the agent's arguments; empty when the call has none
     * @param rules those frozen with the call
     */
    Optional<String> notEditable(ReleaseDesk.Candidate candidate, String original, VoteRules rules);
}
