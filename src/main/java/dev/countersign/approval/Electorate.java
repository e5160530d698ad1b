package dev.countersign.approval;

import dev.countersign.call.PersonName;
import java.util.Optional;
import java.util.Set;

/** Who may decide, asked at the moment of the vote. */
@FunctionalInterface
public interface Electorate {

    /**
     * The reason why this person may not decide, or empty.
     *
     * @param owner the agent's owner: never a voter
     * @param groups who may vote; empty: every approver
     */
    Optional<String> objection(PersonName by, PersonName owner, Set<String> groups);
}
