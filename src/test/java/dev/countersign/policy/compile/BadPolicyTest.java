package dev.countersign.policy.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.policy.Calls;
import dev.countersign.policy.PolicyErrorsException;
import dev.countersign.policy.PolicyProblem;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are refused, each with the place and the words that its author needs. Single quotes stand for double ones. */
class BadPolicyTest {

    private static final String HEAD = "{'version':'1','default':'deny',\n";

    /** Columns: what stands on line 2, the lint line without the file name. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
        'hiden':[]}                              | 2:1: error: unknown key 'hiden', did you mean 'hide'? [/hiden]
        'Hide':[]}                               | 2:1: error: unknown key 'Hide', did you mean 'hide'? [/Hide]
        'zzz':1}                                 | 2:1: error: unknown key 'zzz' [/zzz]
        'hide':'x'}                              | 2:8: error: hide must be a list, got a string [/hide]
        'hide':['a','a']}                        | 2:13: error: duplicate entry 'a' [/hide/1]
        'hide':['']}                             | 2:9: error: an entry of hide must not be empty [/hide/0]
        'tools':[]}                              | 2:9: error: tools must be an object, got a list [/tools]
        'tools':{'':{}}}                         | 2:10: error: the name of a tool must not be empty [/tools/]
        'tools':{'t':{'risk':'unknown'}}}        | 2:22: error: risk must be one of 'read', 'write', 'execute', 'financial', 'destructive' [/tools/t/risk]
        'tools':{'t':{'rules':[]},'u':{'risk':'read'}}} | 2:32: error: the file mixes two dialects: 'rules' and 'risk' [/tools/u/risk]
        'approval':{'stages':[]}}                | 2:22: error: stages must not be empty [/approval/stages]
        'approval':{'stages':[{},{}]}}           | 2:13: error: 'stages' is not supported yet [/approval/stages]
        'approval':{'stages':[{'quorum':0}]}}    | 2:33: error: quorum must be a whole number from 1 to 20 [/approval/stages/0/quorum]
        'approval':{'probes':[{'tool':'t','watch':['/p']}]}} | 2:13: error: 'probes' is not supported yet [/approval/probes]
        'approval':{'probes':[{'tool':'t','watch':['p']}]}} | 2:44: error: an entry of watch must be a JSON Pointer, like '/price' [/approval/probes/0/watch/0]
        'approval':{'probes':[{'watch':['/p']}]}} | 2:23: error: 'tool' is required [/approval/probes/0]
        'approval':{'four_eyes':1}}              | 2:25: error: four_eyes must be a boolean, got a number [/approval/four_eyes]
        'approval':{'allow_edit':['a']}}         | 2:26: error: allow_edit must be a boolean or a list of paths [/approval/allow_edit]
        'approval':{'release_delay':'10s'}}      | 2:13: error: 'release_delay' is not supported yet [/approval/release_delay]
        'approval':{'release_delay':'8d'}}       | 2:29: error: release_delay must be a duration from 0 to 604800 seconds, like 'PT30M' or '30m' [/approval/release_delay]
        'approval':{'escalate_after':'1h','escalate_to':['x']}} | 2:13: error: 'escalate_after' is not supported yet [/approval/escalate_after]
        'approval':{'escalate_to':['x']}}        | 2:12: error: 'escalate_after' is required [/approval]
        'approval':{'idempotency_key':'args.a.b'}} | 2:31: error: idempotency_key must name one argument, like 'args.client_order_id' [/approval/idempotency_key]
        'approval':{'quorum':21}}                | 2:22: error: quorum must be a whole number from 1 to 20 [/approval/quorum]
        'approval':{'groups':[]}}                | 2:22: error: groups must not be empty [/approval/groups]
        'approval':{'expires_after':'31d'}}      | 2:29: error: expires_after must be a duration from 1 to 2592000 seconds, like 'PT30M' or '30m' [/approval/expires_after]
        'tools':{'t':{'deny_if':[{'conditions':[],'on_deny':' '}]}}} | 2:53: error: on_deny must not be empty [/tools/t/deny_if/0/on_deny]
        'tools':{'t':{'deny_if':[{'conditions':[{'path':'args.a','op':'lt','value':'1'}]}]}}} | 2:76: error: operator 'lt' needs a number, got a string [/tools/t/deny_if/0/conditions/0/value]
        'tools':{'t':{'deny_if':[{'conditions':[{'path':'args.a','op':'exists','value':1}]}]}}} | 2:80: error: operator 'exists' needs a boolean, got a number [/tools/t/deny_if/0/conditions/0/value]
        'tools':{'t':{'deny_if':[{'conditions':[{'path':'args.a','op':'regex','value':'(a{999}){999}'}]}]}}} | 2:79: error: invalid regular expression: its repetitions multiply to too much [/tools/t/deny_if/0/conditions/0/value]
        'tools':{'t':{'deny_if':[{'conditions':[{'path':'args.a','op':'regex','value':'a','as':'number'}]}]}}} | 2:88: error: as cannot be used with operator 'regex' [/tools/t/deny_if/0/conditions/0/as]
        'tools':{'t':{'action':'hold'}}}         | 2:24: error: action must be 'allow', 'deny' or 'require_approval' [/tools/t/action]
        'tools':{'t':{'limits':[{'max':1}]}}}    | 2:25: error: 'window' is required [/tools/t/limits/0]
        'tools':{'t':{'rate_limit':{'max':1,'window':'day','counter':'x'}}}} | 2:52: error: unknown key 'counter' [/tools/t/rate_limit/counter]
        """)
    void shouldNamePlaceAndRemedyWhenAFileIsRefused(String rest, String line) {
        assertThatThrownBy(() -> compile(HEAD + rest))
                .isInstanceOf(PolicyErrorsException.class)
                .hasMessage("policy.json:" + line.replace('\'', '"'));
    }

    @Test
    void shouldTellAllProblemsInOrderOfPosition() {
        assertThatThrownBy(() -> compile("{'hidden':1,\n'version':1,\n'default':'no'}"))
                .hasMessage("""
                        policy.json:1:2: error: unknown key "hidden", did you mean "hide"? [/hidden]
                        policy.json:2:11: error: version must be "1", got 1 [/version]
                        policy.json:3:11: error: default must be "allow" or "deny", got "no" [/default]""");
    }

    @Test
    void shouldRefuseHoldsThatWouldNeedTwoStages() {
        assertThatThrownBy(() -> compile("{'version':'1','default':'deny','tools':{'t':{'deny_if':["
                        + "{'conditions':[],'approval':{'groups':['a']}},"
                        + "{'conditions':[],'approval':{'groups':['b']}}]}}}"))
                .hasMessageContaining("the holds at /tools/t/deny_if/0 and /tools/t/deny_if/1 ask different people:"
                        + " approval in stages is not supported yet");
    }

    @Test
    void shouldAcceptOfTheApprovalBlockWhatHappensAnyway() {
        assertThatCode(
                        () -> compile(
                                "{'version':'1','default':'deny','approval':{'stages':[{'quorum':2}],"
                                        + "'require_comment':'never','allow_edit':true,'four_eyes':false,'release_delay':'0s','probes':[]}}"))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldWarnOfWhatIsProbablyNotMeant() throws PolicyErrorsException {
        String text = "{'version':'1','default':'deny','hide':['a'],\n'tools':{'a':{},\n"
                + "'b':{'limits':[{'max':1,'window':'day','on_deny':'Requires human approval.'}]},\n"
                + "'e\u0301':{'action':'allow','reason':'x'}}}";

        assertThat(Calls.compile("p.json", text.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                        .warnings())
                .extracting(PolicyProblem::line, PolicyProblem::message)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(2, "never reached: the tool is hidden"),
                        org.assertj.core.groups.Tuple.tuple(3, "a limit never holds a call, whatever its text says"),
                        org.assertj.core.groups.Tuple.tuple(
                                4,
                                "the name is not in Unicode normal form C and matches only a tool written the same way"),
                        org.assertj.core.groups.Tuple.tuple(4, "reason has no effect here"));
    }

    private static void compile(String text) throws PolicyErrorsException {
        Calls.compile("policy.json", text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
