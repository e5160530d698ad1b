package dev.countersign.approval;

import java.util.Optional;

/** Whether other arguments may be sent instead of the agent's. */
@FunctionalInterface
public interface EditCheck {

    /** The reason why not, or empty. {@code candidate.arguments()} are the edited ones. */
    Optional<String> objection(ReleaseDesk.Candidate candidate);
}
