package dev.countersign.policy.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.countersign.call.AgentName;
import dev.countersign.call.ServerName;
import dev.countersign.fixtures.BankProfile;
import dev.countersign.policy.NoPolicy;
import dev.countersign.policy.Policies;
import dev.countersign.policy.desk.PolicyArchive;
import dev.countersign.policy.desk.PolicyAuthor;
import dev.countersign.policy.desk.PolicyDesk;
import dev.countersign.policy.desk.PolicyPlace;
import dev.countersign.policy.desk.PolicyState;
import dev.countersign.policy.desk.PolicyText;
import dev.countersign.policy.desk.PolicyVersion;
import dev.countersign.policy.desk.Saved;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Policies that admins put in, on a real PostgreSQL. */
@QuarkusTest
@TestProfile(BankProfile.class)
class PolicyDeskIT {

    private static final ServerName BANK = new ServerName("bank");
    private static final AgentName BOT2 = new AgentName("bot2");
    private static final PolicyPlace GRANT = PolicyPlace.of(BANK, BOT2);
    private static final PolicyAuthor ROOT = new PolicyAuthor("root", "rest", "token:1", "");

    /** What the server's own policy says, so that other tests on this service see no difference. */
    private static final String RULES = "\"tools\":{\"transfer\":{\"deny_if\":[{\"conditions\":[],"
            + "\"on_deny\":\"Requires human approval: money moves.\"}]},"
            + "\"delete_all\":{\"action\":\"deny\",\"reason\":\"never\"}}}";

    @Inject
    PolicyDesk desk;

    @Inject
    Policies policies;

    @Inject
    PolicyArchive archive;

    private static PolicyText text(String description) {
        return new PolicyText(
                "{\"version\":\"1\",\n\"description\":\"" + description + "\",\n\"default\":\"allow\",\n" + RULES,
                false);
    }

    private String version() {
        return desk.state(GRANT).map(PolicyState::version).orElse(NoPolicy.VERSION);
    }

    @Test
    void shouldPutPoliciesIntoForceInTheOrderInWhichTheirAuthorsSawThem() {
        // given
        PolicyText first = text("first");
        PolicyText second = text("second");
        String before = version();

        // when
        Saved saved = desk.save(GRANT, first, before, ROOT);

        // then
        assertThat(saved).isInstanceOf(Saved.Done.class);
        assertThat(policies.of(BOT2, BANK).version()).isEqualTo(first.version());

        // when somebody who has not seen it changes it, too
        Saved late = desk.save(GRANT, second, before, ROOT);

        // then
        assertThat(late).isEqualTo(new Saved.Changed(first.version()));

        // when
        desk.save(GRANT, second, first.version(), ROOT);

        // then there is a history, and what changed
        List<PolicyVersion> history = desk.history(GRANT, 10);
        assertThat(history)
                .extracting(PolicyVersion::version, PolicyVersion::author)
                .startsWith(tuple(second.version(), "root"), tuple(first.version(), "root"));
        assertThat(desk.diff(GRANT, history.get(0).id()).orElseThrow())
                .contains("-\"description\":\"first\",\n+\"description\":\"second\",\n");
        assertThat(desk.text(GRANT, history.get(1).id())).contains(first);
    }

    @Test
    void shouldReachTheOtherNodes() {
        // given another node
        Sources sources = new Sources(List.of());
        LivePolicies live = new LivePolicies(Sources.compiler(), () -> Instant.EPOCH);
        FilePolicies files = new FilePolicies(sources, live);
        try (PolicyWatch watch = new PolicyWatch(live, files, archive)) {
            watch.start();

            // when
            PolicyText text = text("for everybody");
            desk.save(GRANT, text, version(), ROOT);

            // then
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> live.of(BOT2, BANK).version().equals(text.version()));
        }
    }

    @Test
    void shouldRefuseWhatCannotBeUsedOrChanged() {
        assertThat(desk.save(GRANT, new PolicyText("{}", false), version(), ROOT))
                .isInstanceOfSatisfying(
                        Saved.Refused.class,
                        refused -> assertThat(refused.problems()).isNotEmpty());
        assertThat(desk.save(PolicyPlace.of(BANK), text("x"), "none", ROOT)).isInstanceOf(Saved.NamedByFile.class);
        assertThat(desk.save(PolicyPlace.of(new ServerName("nowhere")), text("x"), "none", ROOT))
                .isInstanceOf(Saved.NoSuchPlace.class);
        assertThat(desk.state(PolicyPlace.of(new ServerName("nowhere")))).isEmpty();
    }

    @Test
    void shouldNoteTheFilesThatAreInForce() {
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(desk.history(PolicyPlace.of(BANK), 1))
                        .extracting(PolicyVersion::version, PolicyVersion::source)
                        .containsExactly(tuple(
                                desk.state(PolicyPlace.of(BANK)).orElseThrow().version(), PolicyState.Source.FILE)));
    }
}
