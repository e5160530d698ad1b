package dev.countersign.identity;

import dev.countersign.call.PersonName;
import java.util.Collections;
import java.util.Set;

/**
 * Whether a person may decide a held call, and if not, why. One judgement for pages, REST and every other channel; it counts
 * only inside the transaction of the vote, anywhere else it is courtesy.
 */
public enum Eligibility {
    /** The person's vote counts. */
    MAY_DECIDE("You may decide this call."),
    /** Only the role approver decides, admin and auditor look. */
    NOT_AN_APPROVER("Only people with the role approver decide calls."),
    /** The agent's owner never decides, whatever the roles. */
    OWN_AGENT("This is your agent: somebody else decides."),
    /** The rule narrows who may decide to groups the person is not in. */
    OTHER_GROUP("The rule wants somebody of another group to decide."),
    /** One person, one vote. */
    VOTED_ALREADY("Your vote is in.");

    private final String reason;

    Eligibility(String reason) {
        this.reason = reason;
    }

    /**
     * Judges a person who has not voted yet.
     *
     * @param owner of the agent that made the call
     * @param groups the rule's; empty: every approver may decide
     */
    public static Eligibility of(Person person, PersonName owner, Set<String> groups) {
        return of(person, owner, groups, Set.of());
    }

    /**
     * Judges a person.
     *
     * @param owner of the agent that made the call
     * @param groups the rule's; empty: every approver may decide
     * @param voters whose votes are in
     */
    public static Eligibility of(Person person, PersonName owner, Set<String> groups, Set<PersonName> voters) {
        if (person.name().equals(owner)) {
            return OWN_AGENT;
        }
        if (!person.has(Role.APPROVER)) {
            return NOT_AN_APPROVER;
        }
        if (!groups.isEmpty() && Collections.disjoint(groups, person.groups())) {
            return OTHER_GROUP;
        }
        return voters.contains(person.name()) ? VOTED_ALREADY : MAY_DECIDE;
    }

    public boolean mayDecide() {
        return this == MAY_DECIDE;
    }

    /** A sentence for the person. */
    public String reason() {
        return reason;
    }
}
