package dev.countersign.gateway.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.call.AgentName;
import dev.countersign.call.HoldTerms;
import dev.countersign.call.RawArguments;
import dev.countersign.call.RulePointer;
import dev.countersign.call.ServerName;
import dev.countersign.call.ToolCall;
import dev.countersign.call.ToolName;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.pin.PinRule;
import dev.countersign.catalogue.pin.ToolAcceptance;
import dev.countersign.fixtures.BankProfile;
import dev.countersign.gateway.CallRequest;
import dev.countersign.gateway.Caller;
import dev.countersign.gateway.Era;
import dev.countersign.gateway.RawMessage;
import dev.countersign.policy.Decision;
import dev.countersign.policy.NoPolicy;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls of a tool that its server describes otherwise than what was accepted, with the real catalogue. */
@QuarkusTest
@TestProfile(BankProfile.class)
class ChangedToolsIT {

    private static final ServerName SERVER = new ServerName("pinned-gate");
    private static final AgentName BOT = new AgentName("bot");

    @Inject
    Catalogue catalogue;

    @Inject
    ToolAcceptance acceptance;

    private final ToolName tool = new ToolName("t-" + UUID.randomUUID());

    @BeforeEach
    void wasThereFirst() {
        lists("Reads a balance.");
    }

    private void lists(String description) {
        catalogue.listed(SERVER, List.of("{\"name\":\"" + tool + "\",\"description\":\"" + description + "\"}"));
    }

    private Decision judged(PinRule rule, Decision policy) {
        ToolCall call = ToolCall.of(BOT, SERVER, tool, RawArguments.absent(), "");
        Caller caller = new Caller(BOT, SERVER, "1", Optional.empty(), Era.LEGACY, true, Optional.empty());
        CallRequest request =
                new CallRequest(call, RawMessage.of("{}"), caller, "", Optional.empty(), Optional.empty(), Map.of());
        return new ChangedTools(catalogue, server -> rule).judge(request, new NoPolicy(), policy);
    }

    private static Decision decision(String word) {
        return switch (word) {
            case "allow" -> new Decision.Allow(List.of());
            case "deny" -> new Decision.Deny(new RulePointer("/tools/t/action"), "No.");
            default ->
                new Decision.Hold(
                        new HoldTerms(
                                new RulePointer("/tools/t/deny_if/0"), "Ask.", "v", 2, Set.of(), Optional.empty()),
                        List.of());
        };
    }

    private static String text(Decision decision) {
        return decision.fold(
                allow -> "allow",
                deny -> "deny " + rule(deny.rule()),
                hold -> "hold " + rule(hold.terms().rule()) + " " + hold.terms().quorum());
    }

    private static String rule(RulePointer pointer) {
        return pointer.equals(RulePointer.WHOLE) ? "whole" : pointer.value();
    }

    @ParameterizedTest(name = "pin {0}, policy says {1}: {2}")
    @CsvSource({
        "OFF,  allow, allow",
        "OFF,  hold,  hold /tools/t/deny_if/0 2",
        "OFF,  deny,  deny /tools/t/action",
        "HOLD, allow, hold whole 1",
        "HOLD, hold,  hold /tools/t/deny_if/0 2",
        "HOLD, deny,  deny /tools/t/action",
        "DENY, allow, deny whole",
        "DENY, hold,  deny whole",
        "DENY, deny,  deny /tools/t/action"
    })
    void shouldJudgeCallsOfAChangedToolAsThePinSaysOrStricter(PinRule rule, String policy, String expected) {
        // given a tool whose server says something else by now
        lists("Moves money.");

        // when, then
        assertThat(text(judged(rule, decision(policy)))).isEqualTo(expected);
    }

    @Test
    void shouldLeaveCallsToThePolicyWhileTheToolIsWhatItWas() {
        lists("Reads a balance.");
        assertThat(text(judged(PinRule.DENY, decision("allow")))).isEqualTo("allow");
    }

    @Test
    void shouldLeaveCallsToThePolicyAgainWhenAnAdminHasAccepted() {
        // given
        lists("Moves money.");
        assertThat(text(judged(PinRule.DENY, decision("allow")))).startsWith("deny");
        String pin = catalogue.pin(SERVER, tool).orElseThrow();

        // when
        await().atMost(Duration.ofSeconds(10))
                .until(() -> acceptance.accept(SERVER, tool, pin, new ToolAcceptance.By("root", "rest", "token:1")));

        // then
        await().atMost(Duration.ofSeconds(10))
                .until(() -> text(judged(PinRule.DENY, decision("allow"))).equals("allow"));
    }
}
