package dev.countersign.inbox;

import dev.countersign.approval.Electorate;
import dev.countersign.call.PersonName;
import dev.countersign.identity.Eligibility;
import dev.countersign.identity.People;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;

/** Who may decide, by what people are at the moment of the vote: the same for every channel. */
@ApplicationScoped
class EligibleVoters implements Electorate {

    private final People people;

    EligibleVoters(People people) {
        this.people = people;
    }

    @Override
    public Optional<String> objection(PersonName by, PersonName owner, Set<String> groups) {
        return people.find(by)
                .map(person -> Eligibility.of(person, owner, groups))
                .map(e -> e.mayDecide() ? Optional.<String>empty() : Optional.of(e.reason()))
                .orElse(Optional.of("There is no such person any more."));
    }
}
