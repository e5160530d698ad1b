package dev.countersign.policy.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.policy.Calls;
import dev.countersign.policy.Decision;
import dev.countersign.policy.DoubtfulArgumentsException;
import dev.countersign.policy.LimitClaim;
import dev.countersign.policy.Policy;
import dev.countersign.policy.PolicyErrorsException;
import dev.countersign.policy.PolicyProblem;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The YAML files with {@code rules}: what they mean, and what is refused where. */
class RuleDialectTest {

    private static final String POLICY = """
            version: 1
            default: deny
            approvals: { default_timeout: 20m, notify: [desk] }
            tools:
              pay:
                rules:
                  - action: require_approval
                    conditions: [{ path: args.amount, op: gt, value: 500 }]
                    approval_timeout: 30m
                  - name: single
                    conditions: [{ path: args.amount, op: lte, value: 700 }]
                  - name: daily
                    conditions:
                      - { path: args.currency, op: eq, value: EUR }
                      - { path: state.pay.spend, op: lt, value: 1000 }
                    state: { counter: spend, window: day, increment_from: args.amount }
                    on_deny: "Euros, less than 1000 a day."
                  - rate_limit: 5/hour
              ask:
                rules:
                  - action: require_approval
              wipe:
                rules: [{ action: deny }]
              "*":
                rules:
                  - conditions:
                      - { path: state._global.all, op: lte, value: 3 }
                    state: { counter: all, window: minute }
            """;

    private static Decision decide(String tool, String arguments) throws Exception {
        return compile(POLICY).policy().decide(Calls.call(tool, arguments));
    }

    private static CompiledPolicies.Compiled compile(String text) throws PolicyErrorsException {
        return Calls.compile("p.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pay   | {'amount':5,'currency':'EUR'}   | allow",
                "pay   | {'amount':600,'currency':'EUR'} | hold /tools/pay/rules/0: Requires human approval. PT30M",
                "pay   | {'amount':900,'currency':'EUR'} | deny /tools/pay/rules/1: Denied by rule \"single\"",
                "pay   | {'currency':'EUR'}              | deny /tools/pay/rules/1: Denied by rule \"single\"",
                "pay   | {'amount':5,'currency':'USD'}   | deny /tools/pay/rules/2: Euros, less than 1000 a day.",
                "ask   | {}                              | hold /tools/ask/rules/0: Requires human approval. PT20M",
                "wipe  | {}                              | deny /tools/wipe/rules/0: Denied by rule \"rules[0]\"",
                "other | {}                              | deny /default: Tool \"other\" is not permitted by policy"
            })
    void shouldDecideAsTheRulesSay(String tool, String arguments, String outcome) throws Exception {
        String decided = decide(tool, arguments)
                .fold(
                        allow -> "allow",
                        deny -> "deny " + deny.rule() + ": " + deny.message(),
                        hold -> "hold " + hold.terms().rule() + ": "
                                + hold.terms().message() + " "
                                + hold.terms().expiresAfter().orElseThrow());
        assertThat(decided).isEqualTo(outcome);
    }

    @Test
    void shouldCountInTheOrderOfTheRulesAndForEveryToolLast() throws Exception {
        // when
        Decision decision = decide("pay", "{'amount':400,'currency':'EUR'}");

        // then
        assertThat(decision.claims())
                .extracting(c -> c.rule().value())
                .containsExactly("/tools/pay/rules/2", "/tools/pay/rules/3", "/tools/*/rules/0");
        LimitClaim spend = decision.claims().get(0);
        assertThat(spend.fits(new BigDecimal("599.99"))).isTrue();
        assertThat(spend.fits(new BigDecimal("600")))
                .as("lt: the sum stays below")
                .isFalse();
        LimitClaim all = decision.claims().get(2);
        assertThat(all.fits(BigDecimal.valueOf(2))).isTrue();
        assertThat(all.fits(BigDecimal.valueOf(3))).isFalse();
    }

    @Test
    void shouldGiveAToolWithoutRulesItsCallsUnchecked() throws PolicyErrorsException, DoubtfulArgumentsException {
        // given
        Policy policy = compile("version: '1'\ntools: { t: { rules: [] } }").policy();

        // then
        assertThat(policy.decide(Calls.call("t", "{'a':1,'a':2}"))).isInstanceOf(Decision.Allow.class);
    }

    @Test
    void shouldWarnOfWhatDoesNothing() throws PolicyErrorsException {
        assertThat(compile("version: '1'\napprovals: { dedupe_window: 5m, notify: x }\n"
                                + "tools: { t: { rules: [{ action: deny, approval_timeout: 5m }] } }")
                        .warnings())
                .extracting(p -> p.in("p"))
                .containsExactly(
                        "p:1:1: warning: no default: every tool that is not named is allowed []",
                        "p:2:29: warning: dedupe_window has no effect here [/approvals/dedupe_window]",
                        "p:2:41: warning: notify has no effect here [/approvals/notify]",
                        "p:3:57: warning: approval_timeout has no effect here [/tools/t/rules/0/approval_timeout]");
    }

    /** What stands behind {@code rules: [} on line 3, and the problem. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
        { rate_limit: 5 }                       | 3:38: rate_limit must look like "5/hour" [rate_limit]
        { rate_limit: 0/hour }                  | 3:38: rate_limit count must be a whole number above zero, got "0" [rate_limit]
        { rate_limit: 2.5/hour }                | 3:38: rate_limit count must be a whole number above zero, got "2.5" [rate_limit]
        { rate_limit: 5/week }                  | 3:38: rate_limit window must be "minute", "hour" or "day", got "week" [rate_limit]
        { rate_limit: 5/day, conditions: [] }   | 3:38: rate_limit cannot be combined with conditions or state [rate_limit]
        { rate_limit: 5/day, action: deny }     | 3:38: rate_limit cannot be used with action "deny" [rate_limit]
        { action: require_approval, state: { counter: n, window: day } } | 3:59: state cannot be used with action "require_approval" [state]
        { action: deny, state: { counter: n, window: day } } | 3:47: a deny rule takes no conditions and no state [state]
        { conditions: [{ path: state.t.n, op: lte, value: 1 }] } | 3:38: no state block for state.t.n [conditions]
        { conditions: [{ path: state.u.n, op: lte, value: 1 }], state: { counter: n, window: day } } | 3:38: state needs exactly one condition on state.t.n with lt or lte [conditions]
        { conditions: [{ path: state.t.n, op: gt, value: 1 }], state: { counter: n, window: day } } | 3:62: state needs exactly one condition on state.t.n with lt or lte [conditions/0/op]
        { conditions: [{ path: state.t.n, op: lt, value: 0 }], state: { counter: n, window: day } } | 3:73: max must be a number above zero [conditions/0/value]
        { conditions: [{ path: state.t.n, op: lt, value: 1 }], state: { counter: n, window: day, spend: 1 } } | 3:113: unknown key "spend" [state/spend]
        { conditions: [{ path: state.t.n, op: lt, value: 1 }], state: { window: day } } | 3:86: "counter" is required [state]
        { conditions: [{ path: args.a, op: eq, value: 1 }], on_denny: x } | 3:76: unknown key "on_denny", did you mean "on_deny"? [on_denny]
        { name: " ", action: deny }             | 3:32: name must not be empty [name]
        """)
    void shouldNamePlaceAndRemedyWhenARuleIsRefused(String rule, String problem) {
        String line = problem.replaceFirst(": ", ": error: ").replaceFirst("\\[([^]]*)]$", "[/tools/t/rules/0/$1]");
        assertThatThrownBy(
                        () -> compile("version: '1'\ndefault: deny\ntools: { t: { rules: [ " + rule.strip() + "] } }"))
                .isInstanceOf(PolicyErrorsException.class)
                .hasMessage("p.yaml:" + line);
    }

    @Test
    void shouldReadTheJsonDialectFromYamlAndTheRuleDialectFromJson() throws Exception {
        // given
        Policy json = compile("version: '1'\ndefault: deny\nall_tools: {}\ntools: { t: { action: deny } }")
                .policy();
        Policy rules = Calls.policy("{'version':'1','tools':{'t':{'rules':[{'action':'deny'}]}}}");

        // then
        assertThat(json.decide(Calls.call("t", "{}"))).isInstanceOf(Decision.Deny.class);
        assertThat(rules.decide(Calls.call("t", "{}"))).isInstanceOf(Decision.Deny.class);
        assertThatThrownBy(() -> Calls.compile(
                        "p.json", "{\"version\":1,\"tools\":{\"t\":{\"rules\":[]}}}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        PolicyErrorsException.class,
                        e -> assertThat(e.problems())
                                .extracting(PolicyProblem::message)
                                .containsExactly("version must be \"1\", got 1"));
    }
}
