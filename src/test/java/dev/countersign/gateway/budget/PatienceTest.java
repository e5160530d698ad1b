package dev.countersign.gateway.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.call.AgentName;
import dev.countersign.call.ServerName;
import dev.countersign.gateway.Caller;
import dev.countersign.gateway.Caller.Client;
import dev.countersign.gateway.Era;
import dev.countersign.registry.GatewaySettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of the four kinds of knowledge sets the budget, and what teaches it. */
class PatienceTest {

    private final Map<PatienceKey, Duration> kept = new HashMap<>();
    private final LearnedPatience learned = new LearnedPatience(kept::put);
    private Optional<Duration> configured = Optional.empty();
    private final HoldBudgets budgets = new HoldBudgets(
            new GatewaySettings() {
                @Override
                public Duration expiresAfter() {
                    return Duration.ofHours(1);
                }

                @Override
                public Optional<Duration> budget(AgentName agent, ServerName server) {
                    return configured;
                }

                @Override
                public String publicUrl() {
                    return "";
                }
            },
            learned,
            new ClientProfiles());

    private static Caller caller(String name, boolean token, Era era) {
        return new Caller(
                new AgentName("bot"),
                new ServerName("bank"),
                "1",
                token ? Optional.of("\"t\"") : Optional.empty(),
                era,
                true,
                Optional.of(new Client(name, "1")));
    }

    private long seconds(Caller caller) {
        return budgets.of(caller, Duration.ofHours(1), Duration.ZERO).toSeconds();
    }

    @ParameterizedTest(name = "{0}, progress {1}, {2}: {3} s")
    @CsvSource({
        "unheard of          , false, LEGACY, 50",
        "unheard of          , true , LEGACY, 3605",
        "unheard of          , true , MODERN, 50",
        "Java SDK MCP Client , false, LEGACY, 15",
        // its timer does not mind progress
        "Java SDK MCP Client , true , LEGACY, 15",
        "langchain4j         , true , LEGACY, 50",
        // the Python SDK waits for ever, and others go by its name
        "mcp                 , true , LEGACY, 3605"
    })
    void shouldGoByWhatIsKnownOfTheClientWhenNothingWasLearned(String name, boolean token, Era era, long expected) {
        assertThat(seconds(caller(name, token, era))).isEqualTo(expected);
    }

    @Test
    void shouldGoByTheShortestGapWhenTheClientHasGivenUp() {
        // given
        Caller java = caller("Java SDK MCP Client", false, Era.LEGACY);
        // when
        budgets.gaveUp(java, Duration.ofSeconds(100), true);
        budgets.gaveUp(java, Duration.ofSeconds(10), true);
        budgets.gaveUp(java, Duration.ofSeconds(30), true);
        // then
        assertThat(seconds(java)).isEqualTo(9);
        assertThat(seconds(caller("Java SDK MCP Client", true, Era.LEGACY))).isEqualTo(15);
        assertThat(seconds(caller("Java SDK MCP Client", false, Era.MODERN))).isEqualTo(15);
    }

    @Test
    void shouldGoByTheConfigurationWhateverWasLearned() {
        Caller caller = caller("any", false, Era.LEGACY);
        budgets.gaveUp(caller, Duration.ofSeconds(10), true);
        configured = Optional.of(Duration.ofSeconds(300));
        assertThat(seconds(caller)).isEqualTo(300);
    }

    @Test
    void shouldLearnNothingFromGapsUnderFiveSecondsAndNeverGoBelowFour() {
        Caller caller = caller("any", false, Era.LEGACY);
        budgets.gaveUp(caller, Duration.ofMillis(4999), true);
        assertThat(kept).isEmpty();
        budgets.gaveUp(caller, Duration.ofMillis(5000), true);
        assertThat(seconds(caller)).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"10000,10400,9", "10400,10000,9", "10000,11000,50", "3000,3000,50"})
    void shouldLearnFromClosesWhenTwoInARowAreAlike(long first, long second, long expected) {
        Caller caller = caller("any", false, Era.MODERN);
        budgets.gaveUp(caller, Duration.ofMillis(first), false);
        assertThat(kept).isEmpty();
        budgets.gaveUp(caller, Duration.ofMillis(second), false);
        assertThat(seconds(caller)).isEqualTo(expected);
    }

    @Test
    void shouldForgetWhatAllNodesHaveForgotten() {
        Caller caller = caller("any", false, Era.LEGACY);
        budgets.gaveUp(caller, Duration.ofSeconds(10), true);
        learned.replace(Map.of());
        assertThat(seconds(caller)).isEqualTo(50);
    }

    @Test
    void shouldCountEarlierLegsWhenTheRequestIsResumed() {
        Caller caller = caller("any", false, Era.LEGACY);
        assertThat(budgets.of(caller, Duration.ofHours(1), Duration.ofSeconds(20)))
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(budgets.of(caller, Duration.ofHours(1), Duration.ofSeconds(200)))
                .isEqualTo(Duration.ofSeconds(4));
    }
}
