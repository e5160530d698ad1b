package dev.countersign.policy.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.call.ToolName;
import dev.countersign.policy.Calls;
import dev.countersign.policy.KnownTools;
import dev.countersign.policy.Policy;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplanationTest {

    private static final Policy POLICY = Calls.policy("""
            {'version':'1','default':'deny','hide':['gone'],
             'all_tools':{'limits':[{'counter':'all','max':5,'window':'minute'}]},
             'tools':{
               'pay':{'require':[{'path':'args.reason','op':'exists','value':true}],
                 'deny_if':[
                   {'conditions':[{'path':'args.amount','op':'gt','value':1000}],'on_deny':'Too much.'},
                   {'conditions':[{'path':'/args/items/*/n','op':'gt','value':3}],'approval':{'quorum':2,'groups':['desk'],'idempotency_key':'args.key'}}],
                 'limits':[{'counter':'spent','max':900,'window':'day','increment_from':'args.amount'}]},
               'free':{},'never':{'action':'deny'},'p*':{'action':'require_approval'}}}""");

    private static String explained(String tool, String arguments) {
        return POLICY.explain(Calls.call(tool, arguments))
                .toJson()
                .replace('"', '\'')
                .replace(POLICY.version(), "V");
    }

    @Test
    void shouldTellEachConditionWithTypeAndResultAndNoValue() {
        assertThat(explained("pay", "{'reason':'my secret','amount':500,'items':[{'n':1},{'n':'many'}]}"))
                .isEqualTo("""
                        {'verdict':'hold','outcome':'hold','rule':'/tools/pay/deny_if/1','message':'Requires human approval.',\
                        'policyVersion':'V','entry':'/tools/pay','steps':[\
                        {'step':6,'pointer':'/tools/pay/require/0','fired':false,'conditions':[{'pointer':'/tools/pay/require/0',\
                        'path':'args.reason','op':'exists','type':'string','result':'true'}]},\
                        {'step':6,'pointer':'/tools/pay/deny_if/0','fired':false,'conditions':[{'pointer':'/tools/pay/deny_if/0/conditions/0',\
                        'path':'args.amount','op':'gt','type':'number','result':'false'}]},\
                        {'step':8,'pointer':'/tools/pay/deny_if/1','fired':true,'conditions':[{'pointer':'/tools/pay/deny_if/1/conditions/0',\
                        'path':'/args/items/*/n','op':'gt','type':'string','result':'undetermined'}]}],'limits':[\
                        {'pointer':'/tools/pay/limits/0','counter':'spent','scope':'grant','max':900,'window':86400},\
                        {'pointer':'/all_tools/limits/0','counter':'all','scope':'grant','amount':1,'max':5,'window':60}],\
                        'approval':{'quorum':2,'groups':['desk'],'idempotencyKey':'key'}}""");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gone   | {}              | hide  | hidden  | /hide                | 1",
                "PAY    | {}              | deny  | deny    | /default             | 3",
                "other  | {}              | deny  | deny    | /default             | 3",
                "never  | {}              | deny  | deny    | /tools/never/action  | 6",
                "pay    | {}              | deny  | deny    | /tools/pay/require/0 | 6",
                "free   | {}              | limit | allow   | ''                   | 0",
                "free   | {'a':1,'a':2}   | deny  | refused | ''                   | 0",
                "put    | {}              | hold  | hold    | /tools/p*/action     | 8"
            })
    void shouldTellWhichStepAnswered(
            String tool, String arguments, String verdict, String outcome, String rule, int step) {
        // when
        Explanation told = POLICY.explain(Calls.call(tool, arguments));

        // then
        assertThat(told.verdict().word()).isEqualTo(verdict);
        assertThat(told.outcome()).isEqualTo(outcome);
        assertThat(told.rule().value()).isEqualTo(rule);
        assertThat(told.steps().stream()
                        .filter(ExplainedStep::fired)
                        .map(ExplainedStep::step)
                        .findFirst()
                        .orElse(0))
                .isEqualTo(step);
    }

    @Test
    void shouldSayThatALimitIsFullWhenTheStoreSaysSo() {
        // when
        Explanation told = POLICY.explain(Calls.call("free", "{}")).with(claim -> BigDecimal.valueOf(5));

        // then
        assertThat(told.outcome()).isEqualTo("deny");
        assertThat(told.rule()).hasToString("/all_tools/limits/0");
        assertThat(told.toJson()).contains("\"used\":5");
    }

    @ParameterizedTest
    @CsvSource({"gone,HIDE", "other,DENY", "never,DENY", "pay,HOLD", "put,HOLD", "free,LIMIT", "F\u0280ee,DENY"})
    void shouldTellWhatCallsOfAToolCanMeetAtMost(String tool, Verdict verdict) {
        assertThat(POLICY.outlook(new ToolName(tool), KnownTools.NONE)).isEqualTo(verdict);
    }
}
