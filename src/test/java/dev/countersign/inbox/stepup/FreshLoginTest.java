package dev.countersign.inbox.stepup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.approval.ApprovalView;
import dev.countersign.approval.Status;
import dev.countersign.audit.Actor;
import dev.countersign.call.AgentName;
import dev.countersign.call.ApprovalId;
import dev.countersign.call.Digest;
import dev.countersign.call.PersonName;
import dev.countersign.call.Risk;
import dev.countersign.call.RulePointer;
import dev.countersign.call.ServerName;
import dev.countersign.call.ToolName;
import dev.countersign.identity.LoginResult;
import dev.countersign.identity.Person;
import dev.countersign.identity.Sessions;
import dev.countersign.web.auth.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FreshLoginTest {

    private static final Optional<Duration> FIVE_MINUTES = Optional.of(Duration.ofMinutes(5));
    private static final Caller BOB =
            new Caller(new Person(new PersonName("bob"), Set.of(), Set.of(), Optional.empty()), "session", "secret");

    @Test
    void shouldDemandALoginWhenTheLastOneIsTooLongAgo() {
        StepUp old = new FreshLogin(new Ages(Optional.of(Duration.ofMinutes(6))), FIVE_MINUTES);
        StepUp gone = new FreshLogin(new Ages(Optional.empty()), FIVE_MINUTES);

        assertThat(old.demand(BOB, call(Risk.FINANCIAL))).isPresent();
        assertThat(gone.demand(BOB, call(Risk.UNKNOWN))).isPresent();
    }

    @Test
    void shouldDemandNothingWhenTheLoginIsFreshOrTheRiskIsNotCriticalOrNothingIsConfigured() {
        Sessions old = new Ages(Optional.of(Duration.ofHours(6)));

        assertThat(new FreshLogin(new Ages(Optional.of(Duration.ofMinutes(4))), FIVE_MINUTES)
                        .demand(BOB, call(Risk.FINANCIAL)))
                .isEmpty();
        assertThat(new FreshLogin(old, FIVE_MINUTES).demand(BOB, call(Risk.EXECUTE)))
                .isEmpty();
        assertThat(new FreshLogin(old, Optional.empty()).demand(BOB, call(Risk.FINANCIAL)))
                .isEmpty();
    }

    /** Sessions that only know how old they are. */
    private record Ages(Optional<Duration> age) implements Sessions {

        @Override
        public Optional<Duration> age(String secret) {
            return age;
        }

        @Override
        public LoginResult login(String name, String password, String address) {
            return new LoginResult.Refused();
        }

        @Override
        public Optional<Session> find(String secret, boolean use) {
            return Optional.empty();
        }

        @Override
        public void end(String secret) {}

        @Override
        public Map<PersonName, Open> open() {
            return Map.of();
        }

        @Override
        public void endAll(PersonName person, Actor by) {}
    }

    private static ApprovalView call(Risk risk) {
        return new ApprovalView(
                new ApprovalId(UUID.randomUUID()),
                Status.PENDING,
                1,
                new ServerName("bank"),
                new ToolName("transfer"),
                new AgentName("bot"),
                new PersonName("alice"),
                "{}",
                "",
                "",
                Digest.ofBytes(new byte[] {1}),
                new ApprovalView.Rule(new RulePointer("/default"), "", "v1"),
                risk,
                Instant.EPOCH,
                Instant.EPOCH,
                true,
                new ApprovalView.Quorum(1, 0, Set.of()),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }
}
