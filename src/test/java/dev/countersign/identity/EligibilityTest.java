package dev.countersign.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.call.PersonName;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EligibilityTest {

    private static final PersonName ALICE = new PersonName("alice");
    private static final PersonName BOB = new PersonName("bob");

    @Test
    void shouldLetAnApproverDecideTheCallOfSomebodyElsesAgent() {
        assertThat(Eligibility.of(bob(Role.APPROVER), ALICE, Set.of())).isEqualTo(Eligibility.MAY_DECIDE);
    }

    @Test
    void shouldNeverLetTheOwnerDecide() {
        assertThat(Eligibility.of(bob(Role.values()), BOB, Set.of())).isEqualTo(Eligibility.OWN_AGENT);
    }

    @Test
    void shouldNotLetAdminsAndAuditorsDecide() {
        assertThat(Eligibility.of(bob(Role.ADMIN, Role.AUDITOR), ALICE, Set.of()))
                .isEqualTo(Eligibility.NOT_AN_APPROVER);
    }

    @Test
    void shouldLetOneOfTheRulesGroupsDecide() {
        assertThat(Eligibility.of(bob(Role.APPROVER), ALICE, Set.of("treasury", "ops")))
                .isEqualTo(Eligibility.MAY_DECIDE);
    }

    @Test
    void shouldNotLetAnotherGroupDecide() {
        assertThat(Eligibility.of(bob(Role.APPROVER), ALICE, Set.of("ops"))).isEqualTo(Eligibility.OTHER_GROUP);
    }

    @Test
    void shouldCountOneVotePerPerson() {
        assertThat(Eligibility.of(bob(Role.APPROVER), ALICE, Set.of(), Set.of(BOB)))
                .isEqualTo(Eligibility.VOTED_ALREADY);
    }

    private static Person bob(Role... roles) {
        return new Person(BOB, Set.of(roles), Set.of("treasury"), Optional.empty());
    }
}
