package dev.countersign.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.call.ToolName;
import dev.countersign.policy.Calls;
import dev.countersign.policy.Decision;
import dev.countersign.policy.DoubtfulArgumentsException;
import dev.countersign.policy.Policy;
import dev.countersign.policy.compile.CompiledPolicies.Compiled;
import java.io.InputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoPolicyTest {
    private Policy policy;

    @BeforeEach
    void compile() throws Exception {
        try (InputStream in = Json.open("policy.json")) {
            Compiled compiled = Calls.compile("policy.json", in.readAllBytes());
            assertThat(compiled.warnings()).isEmpty();
            policy = compiled.policy();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"get_order_book", "get_ticker", "get_balances", "get_orders", "get_transfers", "cancel_order"})
    void shouldAllowWhatOnlyReadsOrTakesBack(String tool) throws Exception {
        assertThat(decide(tool, "{}")).isInstanceOf(Decision.Allow.class);
    }

    @Test
    void shouldHoldEveryTransfer() throws Exception {
        assertThat(decide("transfer", "{'to':'a','currency':'USDT','amount':0.01}"))
                .isInstanceOf(Decision.Hold.class);
    }

    @Test
    void shouldHoldAWithdrawalUpToTheLimit() throws Exception {
        assertThat(decide("withdraw", "{'amount':10000}")).isInstanceOf(Decision.Hold.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'amount':10000.01}", "{'amount':'1'}", "{}"})
    void shouldDenyAWithdrawalWhenItIsAboveTheLimitOrUnclear(String arguments) throws Exception {
        assertThat(decide("withdraw", arguments)).isInstanceOf(Decision.Deny.class);
    }

    @Test
    void shouldCountEveryOrder() throws Exception {
        assertThat(((Decision.Allow) decide("place_order", "{}")).claims()).hasSize(1);
    }

    @Test
    void shouldHideWhatCannotBeUndone() {
        assertThat(policy.hides(new ToolName("close_account"))).isTrue();
    }

    private Decision decide(String tool, String arguments) throws DoubtfulArgumentsException {
        return policy.decide(Calls.call(tool, arguments));
    }
}
