package dev.countersign.gateway.hold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.approval.ReleaseDesk.Candidate;
import dev.countersign.approval.VoidReason;
import dev.countersign.call.ApprovalId;
import dev.countersign.call.HoldTerms;
import dev.countersign.call.PersonName;
import dev.countersign.call.RulePointer;
import dev.countersign.policy.Decision;
import dev.countersign.registry.Agent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The final gate: what may have changed while a call was held. */
class ReleaseChecksTest {

    private final Scene scene = new Scene();
    private final Candidate candidate = candidate("{\"amount\":250}");

    @Test
    void shouldLetTheCallGoWhenNothingHasChanged() {
        assertThat(scene.checks().refusal(candidate)).isEmpty();
    }

    @Test
    void shouldRefuseWhenTheAgentIsNoLongerConfigured() {
        scene.bot = Optional.empty();
        assertRefused("The agent may no longer use bank.");
    }

    @Test
    void shouldRefuseWhenTheGrantIsTakenAway() {
        scene.bot = Optional.of(new Agent(Scene.BOT, new PersonName("alice"), Set.of()));
        assertRefused("The agent may no longer use bank.");
    }

    @Test
    void shouldRefuseWhenTheServerIsNoLongerConfigured() {
        scene.bank = Optional.empty();
        assertRefused("The server bank was changed while the call was held.");
    }

    @Test
    void shouldRefuseWhenTheServerIsAtAnotherAddress() {
        scene.bank = Optional.of(Scene.server("http://127.0.0.1:10/mcp"));
        assertRefused("The server bank was changed while the call was held.");
    }

    @Test
    void shouldRefuseWhenTheToolIsDefinedDifferently() {
        scene.pin = Optional.of("pin-2");
        assertRefused("The definition of the tool was changed while the call was held.");
    }

    @Test
    void shouldRefuseWhenTheDefinitionIsNoLongerKnown() {
        scene.pin = Optional.empty();
        assertRefused("The definition of the tool is no longer known.");
    }

    @Test
    void shouldNameTheRuleWhenThePolicyOfTodayRefuses() {
        scene.refusal = Optional.of(new Decision.Deny(new RulePointer("/hide/0"), "Tool is hidden by policy"));
        assertThat(scene.checks().refusal(candidate))
                .contains(new VoidReason("/hide/0", "Tool is hidden by policy", "v2"));
    }

    @Test
    void shouldTakeTheEditWhenItIsOneObject() {
        assertThat(scene.checks().objection(candidate("{\"amount\": 25.0}"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"``", "[]", "null", "{} {}", "{\"a\":1,\"a\":2}", "{\"a\":1},\"name\":\"x\"", "{\"a\":01}"})
    void shouldObjectToTheEditWhenItIsAnythingElse(String arguments) {
        assertThat(scene.checks().objection(candidate(arguments)))
                .hasValueSatisfying(text -> assertThat(text).startsWith("The arguments cannot be sent: "));
    }

    @Test
    void shouldObjectToTheEditWhenItIsTooLargeToBeReviewed() {
        assertThat(scene.checks().objection(candidate("{\"a\":\"" + "x".repeat(1024 * 1024) + "\"}")))
                .contains("The arguments have more than 1 MiB: too large to be reviewed.");
    }

    @Test
    void shouldObjectToTheEditWhenThePolicyRefusesIt() {
        scene.refusal = Optional.of(new Decision.Deny(new RulePointer("/tools/transfer"), "Too much."));
        assertThat(scene.checks().objection(candidate("{\"amount\":9999}"))).contains("Too much.");
    }

    @Test
    void shouldTakeTheEditWhenTheRuleThatHeldTheCallHoldsItStill() {
        scene.decision = new Decision.Hold(Scene.terms(), List.of());
        assertThat(scene.checks().objection(candidate("{\"amount\":9999}"))).isEmpty();
    }

    @Test
    void shouldObjectToTheEditWhenItFallsUnderARuleOfOthers() {
        HoldTerms others = new HoldTerms(
                new RulePointer("/tools/transfer/deny_if/1"), "Large.", "v2", 2, Set.of("board"), Optional.empty());
        scene.decision = new Decision.Hold(others, List.of());
        assertThat(scene.checks().objection(candidate("{\"amount\":9999}")))
                .hasValueSatisfying(text -> assertThat(text).contains("/tools/transfer/deny_if/1"));
    }

    @Test
    void shouldObjectToTheEditWhenItWouldBeRefusedAsACallOfItsOwn() {
        scene.decision = new Decision.Deny(new RulePointer("/tools/transfer/deny_if/0"), "Never so much.");
        assertThat(scene.checks().objection(candidate("{\"amount\":9999}"))).contains("Never so much.");
    }

    private void assertRefused(String message) {
        assertThat(scene.checks().refusal(candidate)).contains(new VoidReason("", message, "v2"));
    }

    private static Candidate candidate(String arguments) {
        return new Candidate(
                new ApprovalId(new UUID(0, 1)),
                Scene.BANK,
                Scene.TRANSFER,
                Scene.BOT,
                new PersonName("alice"),
                arguments,
                true,
                "",
                Scene.request(true, false).call().digest(),
                Optional.of("pin-1"),
                Scene.server("http://127.0.0.1:9/mcp").identity(),
                Scene.terms().rule());
    }
}
