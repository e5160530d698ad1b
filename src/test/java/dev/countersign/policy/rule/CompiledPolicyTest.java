package dev.countersign.policy.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.call.HoldTerms;
import dev.countersign.call.ToolName;
import dev.countersign.policy.CallFacts;
import dev.countersign.policy.Calls;
import dev.countersign.policy.Decision;
import dev.countersign.policy.DoubtfulArgumentsException;
import dev.countersign.policy.LimitClaim;
import dev.countersign.policy.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompiledPolicyTest {

    private static final String DOUBTFUL = "{\"a\":1,\"A\":2}";

    @Test
    void shouldDenyBeforeHoldingWhateverTheOrderInTheFile() throws DoubtfulArgumentsException {
        // given a hold in front of a deny, and a deny in all_tools behind both
        Policy policy = Calls.policy("{'version':'1','default':'deny','all_tools':{'deny_if':["
                + "{'conditions':[{'path':'args.n','op':'gt','value':9}],'on_deny':'far too much'}]},'tools':{'t':{'deny_if':["
                + "{'conditions':[],'on_deny':'Requires human approval.'},"
                + "{'conditions':[{'path':'args.n','op':'gt','value':5}],'on_deny':'too much'}]}}}");

        // when, then
        assertThat(policy.decide(Calls.call("t", "{'n':10}")))
                .isEqualTo(new Decision.Deny(pointer("/tools/t/deny_if/1"), "too much"));
        assertThat(policy.decide(Calls.call("t", "{'n':5}"))).isInstanceOf(Decision.Hold.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'action':'deny'",
                "'deny_if':[{'conditions':[]}]",
                "'limits':[{'max':1,'window':'day'}]",
                "'rate_limit':{'max':1,'window':'day'}",
                "'action':'require_approval'"
            })
    void shouldRefuseDoubtfulArgumentsWhenTheToolHasAnyRule(String rule) {
        Policy policy = Calls.policy("{'version':'1','default':'deny','tools':{'t':{" + rule + "}}}");

        assertThatThrownBy(() -> policy.decide(Calls.call("t", DOUBTFUL)))
                .isInstanceOf(DoubtfulArgumentsException.class);
    }

    @Test
    void shouldNotLookAtArgumentsWhenTheToolHasNoRule() throws DoubtfulArgumentsException {
        Policy policy = Calls.policy("{'version':'1','default':'allow','tools':{'t':{}}}");

        assertThat(policy.decide(Calls.call("t", "not even JSON"))).isEqualTo(new Decision.Allow(List.of()));
        assertThat(policy.decide(Calls.call("other", "not even JSON"))).isEqualTo(new Decision.Allow(List.of()));
    }

    @Test
    void shouldNotLookAtArgumentsOfAHiddenTool() throws DoubtfulArgumentsException {
        Policy policy = Calls.policy("{'version':'1','default':'deny','hide':['t'],'tools':{'t':{'action':'deny'}}}");

        assertThat(policy.decide(Calls.call("t", DOUBTFUL)))
                .isEqualTo(new Decision.Deny(pointer("/hide"), "Tool \"t\" is hidden by policy"));
    }

    @Test
    void shouldTreatNamesOfJavaAndJavaScriptAsNamesLikeOthers() throws DoubtfulArgumentsException {
        Policy policy =
                Calls.policy("{'version':'1','default':'deny','tools':{'__proto__':{},'a/b~c':{'action':'deny'}}}");

        assertThat(policy.decide(Calls.call("__proto__", "{}"))).isInstanceOf(Decision.Allow.class);
        assertThat(policy.decide(Calls.call("constructor", "{}"))).isInstanceOf(Decision.Deny.class);
        assertThat(policy.decide(Calls.call("a/b~c", "{}")))
                .isEqualTo(new Decision.Deny(pointer("/tools/a~1b~0c/action"), "Tool \"a/b~c\" is denied by policy"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE_ALL", "\uFF44elete_all", "delete_all ", "dele\u200Bte_all", "delete\u00A0_all"})
    void shouldRefuseLookAlikesOfHiddenToolsThatTheServerDoesNotList(String name) throws DoubtfulArgumentsException {
        Policy policy = Calls.policy("{'version':'1','default':'allow','hide':['delete_*']}");
        CallFacts facts = Calls.call("bot", name, "{}", Optional.empty(), Set.of());

        assertThat(policy.decide(facts))
                .isInstanceOfSatisfying(
                        Decision.Deny.class, deny -> assertThat(deny.rule()).isEqualTo(pointer("/hide")));
    }

    @Test
    void shouldNotTakeAToolForALookAlikeThatTheServerLists() throws DoubtfulArgumentsException {
        Policy policy = Calls.policy("{'version':'1','default':'allow','hide':['delete']}");

        assertThat(policy.decide(Calls.call("Delete", "{}"))).isInstanceOf(Decision.Allow.class);
    }

    @Test
    void shouldUseTheMostSpecificPatternAndNeverMergeKeys() throws DoubtfulArgumentsException {
        Policy policy = Calls.policy(
                "{'version':'1','default':'deny','tools':{'*':{'action':'deny'},'a*':{},'*b':{'action':'deny'},"
                        + "'ab*':{},'abc':{'action':'deny'}}}");

        assertThat(policy.decide(Calls.call("abc", "{}"))).isInstanceOf(Decision.Deny.class);
        assertThat(policy.decide(Calls.call("abcd", "{}"))).isInstanceOf(Decision.Allow.class);
        assertThat(policy.decide(Calls.call("xb", "{}")))
                .isEqualTo(new Decision.Deny(pointer("/tools/*b/action"), "Tool \"xb\" is denied by policy"));
        // "*b" and "a*" are equally specific, and "*" is the smaller code point
        assertThat(policy.decide(Calls.call("axb", "{}"))).isInstanceOf(Decision.Deny.class);
    }

    @Test
    void shouldMakeOneStricterHoldOfSeveral() throws DoubtfulArgumentsException {
        // given three holds: anybody, two of a group for the default time, two of it for 2 hours
        Policy policy = Calls.policy("{'version':'1','default':'deny','tools':{'t':{'deny_if':["
                + "{'conditions':[],'on_deny':'Requires human approval.','approval':{'expires_after':'2h'}},"
                + "{'conditions':[],'approval':{'quorum':2,'groups':['treasury']}}]}}}");

        // when
        Decision.Hold hold = (Decision.Hold) policy.decide(Calls.call("t", "{}"));

        // then text of the first, approvals of the strictest, and the shorter time: the deployment's
        HoldTerms terms = hold.terms();
        assertThat(terms.rule()).isEqualTo(pointer("/tools/t/deny_if/0"));
        assertThat(terms.message()).isEqualTo("Requires human approval.");
        assertThat(terms.quorum()).isEqualTo(2);
        assertThat(terms.groups()).containsExactly("treasury");
        assertThat(terms.expiresAfter()).contains(Calls.EXPIRY);
        assertThat(terms.policyVersion()).startsWith("sha256:");
    }

    @Test
    void shouldLeaveTheTimeToTheDeploymentWhenNoHoldNamesOne() throws DoubtfulArgumentsException {
        Policy policy = Calls.policy("{'version':'1','default':'deny','tools':{'t':{'action':'require_approval'}}}");

        Decision.Hold hold = (Decision.Hold) policy.decide(Calls.call("t", "{}"));

        assertThat(hold.terms().expiresAfter()).isEmpty();
        assertThat(policy.canHold()).isTrue();
    }

    @Test
    void shouldClaimEveryLimitInOrderWithKeysThatNeverMeet() throws DoubtfulArgumentsException {
        // given limits of every scope
        Policy policy = Calls.policy(
                "{'version':'1','default':'deny','all_tools':{'limits':[{'max':9,'window':'day','scope':'agent'}]},"
                        + "'tools':{'t':{'limits':[{'counter':'c','max':2,'window':60,'scope':'server'},"
                        + "{'counter':'c','max':100.50,'window':'day','increment_from':'args.n'}],'rate_limit':{'max':3,'window':1}}}}");

        // when
        List<LimitClaim> claims = policy.decide(Calls.call("t", "{'n':0.1}")).claims();

        // then
        assertThat(claims)
                .extracting(c -> c.rule().value())
                .containsExactly(
                        "/tools/t/limits/0", "/tools/t/limits/1", "/tools/t/rate_limit", "/all_tools/limits/0");
        assertThat(claims)
                .extracting(LimitClaim::scope)
                .containsExactly(
                        LimitClaim.Scope.SERVER,
                        LimitClaim.Scope.GRANT,
                        LimitClaim.Scope.SESSION,
                        LimitClaim.Scope.AGENT);
        assertThat(claims)
                .extracting(LimitClaim::window)
                .containsExactly(Duration.ofMinutes(1), Duration.ofDays(1), Duration.ofSeconds(1), Duration.ofDays(1));
        assertThat(claims)
                .extracting(LimitClaim::message)
                .containsExactly(
                        "Rate limit of 2 per 60 seconds reached. Try again later.",
                        "Limit of 100.50 per day on args.n reached. Try again later.",
                        "Rate limit of 3 per second reached. Try again later.",
                        "Rate limit of 9 per day reached. Try again later.");
        assertThat(claims.get(1).amount()).isEqualByComparingTo("0.1");
        assertThat(claims).extracting(LimitClaim::key).doesNotHaveDuplicates();
    }

    @Test
    void shouldCountTheGrantWhenACallHasNoSession() throws DoubtfulArgumentsException {
        Policy policy =
                Calls.policy("{'version':'1','default':'deny','tools':{'t':{'rate_limit':{'max':1,'window':1}}}}");

        List<LimitClaim> claims = policy.decide(Calls.call("bot", "t", "{}", Optional.empty(), Set.of("t")))
                .claims();

        assertThat(claims).extracting(LimitClaim::scope).containsExactly(LimitClaim.Scope.GRANT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'n':-1}", "{'n':'1'}", "{'n':null}", "{'n':[1]}"})
    void shouldDenyWhenTheAmountOfALimitCannotBeUsed(String arguments) throws DoubtfulArgumentsException {
        Policy policy = Calls.policy("{'version':'1','default':'deny','tools':{'t':{'limits':["
                + "{'counter':'spend','max':1,'window':'day','increment_from':'args.n'}]}}}");

        assertThat(policy.decide(Calls.call("t", arguments)))
                .isEqualTo(new Decision.Deny(
                        pointer("/tools/t/limits/0"), "Limit \"spend\" needs a number of zero or more at args.n"));
    }

    @Test
    void shouldSumAllValuesOfAPathWithAStar() throws DoubtfulArgumentsException {
        Policy policy = Calls.policy("{'version':'1','default':'deny','tools':{'t':{'limits':["
                + "{'max':1,'window':'day','increment_from':'/args/o/*/n','as':'number'}]}}}");

        assertThat(policy.decide(Calls.call("t", "{'o':[{'n':0.1},{'n':'0.2'}]}"))
                        .claims()
                        .get(0)
                        .amount())
                .isEqualByComparingTo("0.3");
        assertThat(policy.decide(Calls.call("t", "{'o':[]}"))).isInstanceOf(Decision.Deny.class);
        assertThat(policy.decide(Calls.call("t", "{'o':[{'n':1},{}]}"))).isInstanceOf(Decision.Deny.class);
    }

    @Test
    void shouldAskOnlyForPlainDeniesAtTheFinalGate() throws DoubtfulArgumentsException {
        // given a rule that holds, a limit without room and a deny
        Policy policy = Calls.policy("{'version':'1','default':'deny','tools':{'t':{'action':'require_approval',"
                + "'limits':[{'max':1,'window':'day','increment_from':'args.none'}],"
                + "'deny_if':[{'conditions':[{'path':'args.n','op':'eq','value':1}],'on_deny':'not one'}]}}}");

        // when, then
        assertThat(policy.refusal(Calls.call("t", "{'n':2}"))).isEmpty();
        assertThat(policy.refusal(Calls.call("t", "{'n':1}")))
                .contains(new Decision.Deny(pointer("/tools/t/deny_if/0"), "not one"));
        assertThat(policy.refusal(Calls.call("gone", "{}")).map(Decision.Deny::rule))
                .contains(pointer("/default"));
    }

    @Test
    void shouldTellWhatToolsListMustNotShow() {
        Policy policy = Calls.policy("{'version':'1','default':'allow','hide':['a','*_admin*x']}");

        assertThat(policy.hidesAnything()).isTrue();
        assertThat(policy.hides(new ToolName("a"))).isTrue();
        assertThat(policy.hides(new ToolName("b_admin_x"))).isTrue();
        assertThat(policy.hides(new ToolName("b_admin"))).isFalse();
        assertThat(policy.hides(new ToolName("A"))).isFalse();
    }

    private static dev.countersign.call.RulePointer pointer(String text) {
        return new dev.countersign.call.RulePointer(text);
    }
}
