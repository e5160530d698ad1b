package dev.countersign.gateway.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.call.ApprovalId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whether a repeated call is one of its own, while an exchange seems to wait for the earlier one. */
class NewCallTest {

    private static final ApprovalId EARLIER = new ApprovalId(new UUID(1, 1));
    private static final ApprovalId OF_ANOTHER_NODE = new ApprovalId(new UUID(1, 2));
    private static final Instant LEASE = Instant.parse("2026-11-20T10:00:08Z");
    private final NewCall call = new NewCall(id -> Optional.empty(), EARLIER::equals);

    @Test
    void shouldBeOneOfItsOwnWhenTheEarlierOneIsWaitedForOnThisNode() {
        assertThat(call.mayBeTwin(EARLIER, LEASE)).isTrue();
    }

    @Test
    void shouldNotBeCertainWhenTheOtherNodeWasNotHeardOfSinceTheCallCame() {
        // given
        assertThat(call.mayBeTwin(OF_ANOTHER_NODE, LEASE)).isFalse();

        // then: it may have died
        assertThat(call.mayBeTwin(OF_ANOTHER_NODE, LEASE)).isFalse();
    }

    @Test
    void shouldBeOneOfItsOwnWhenTheOtherNodeLivesOn() {
        // given
        assertThat(call.mayBeTwin(OF_ANOTHER_NODE, LEASE)).isFalse();

        // then
        assertThat(call.mayBeTwin(OF_ANOTHER_NODE, LEASE.plusSeconds(2))).isTrue();
    }
}
