package dev.countersign.policy.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.json.DoubtfulJsonException;
import dev.countersign.json.StrictJson;
import dev.countersign.policy.Calls;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PolicyLintTest {

    private static final List<ListedTool> BANK = List.of(
            tool(
                    "transfer",
                    "{'properties':{'amount':{},'to':{'properties':{'iban':{}}},'items':{'items':{'properties':{'n':{}}}}}}"),
            tool("get_balance", "{}"),
            new ListedTool("ping", Optional.empty()));

    private static ListedTool tool(String name, String schema) {
        try {
            return new ListedTool(
                    name,
                    Optional.of(
                            StrictJson.parseArguments(schema.replace('\'', '"').getBytes(StandardCharsets.UTF_8))));
        } catch (DoubtfulJsonException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> lint(String name, String text, Optional<List<ListedTool>> tools) {
        byte[] bytes = (name.endsWith("json") ? text.replace('\'', '"') : text).getBytes(StandardCharsets.UTF_8);
        return new PolicyLint(Calls.compiler())
                .lint(name, bytes, tools).stream().map(p -> p.in("p")).toList();
    }

    @Test
    void shouldTellRulesThatNeverSpeak() {
        assertThat(lint("p.json", """
                {'version':'1','default':'deny','tools':{
                 't':{'limits':[{'max':1,'window':'day'}],
                  'deny_if':[{'conditions':[],'approval':{}},
                  {'conditions':[{'path':'args.a','op':'eq','value':1}],'on_deny':'x'},
                  {'conditions':[{'path':'args.a','op':'eq','value':1}],'on_deny':'y'},
                  {'conditions':[],'on_deny':'never'},
                  {'conditions':[],'on_deny':'again'}]},
                 'u':{'action':'deny','require':[{'path':'args.a','op':'exists','value':true}]}}}
                """, Optional.empty()))
                .containsExactly(
                        "p:2:17: warning: never reached: /tools/t/deny_if/3 denies every call [/tools/t/limits/0]",
                        "p:3:14: warning: never reached: /tools/t/deny_if/3 denies every call [/tools/t/deny_if/0]",
                        "p:5:3: warning: never reached: the same conditions as /tools/t/deny_if/1 [/tools/t/deny_if/2]",
                        "p:7:3: warning: never reached: /tools/t/deny_if/3 denies every call [/tools/t/deny_if/4]",
                        "p:8:34: warning: never reached: /tools/u/action denies every call [/tools/u/require/0]");
    }

    @Test
    void shouldTellToolsAndArgumentsThatTheServerDoesNotHave() {
        assertThat(lint("p.json", """
                {'version':'1','default':'deny','hide':['transfr','x_*','ping'],
                 'all_tools':{'require':[{'path':'args.amonut','op':'exists','value':true}]},
                 'tools':{'get_balanc':{},'*_balance':{},'y*':{},
                  'transfer':{'deny_if':[{'conditions':[
                    {'path':'args.to.ibn','op':'eq','value':'x'},
                    {'path':'args.to.iban','op':'eq','value':'x'},
                    {'path':'/args/items/*/n','op':'gt','value':1},
                    {'path':'/args/items/0/m','op':'gt','value':1}]}],
                   'limits':[{'max':1,'window':'day','increment_from':'args.amout'}]}}}
                """, Optional.of(BANK)))
                .containsExactly(
                        "p:1:41: warning: the server has no tool \"transfr\", did you mean \"transfer\"? [/hide/0]",
                        "p:1:51: warning: no tool of the server matches \"x_*\" [/hide/1]",
                        "p:3:11: warning: the server has no tool \"get_balanc\", did you mean \"get_balance\"? [/tools/get_balanc]",
                        "p:3:42: warning: no tool of the server matches \"y*\" [/tools/y*]",
                        "p:5:13: warning: no tool that this is for has the argument \"args.to.ibn\" [/tools/transfer/deny_if/0/conditions/0/path]",
                        "p:8:13: warning: no tool that this is for has the argument \"/args/items/0/m\" [/tools/transfer/deny_if/0/conditions/3/path]",
                        "p:9:55: warning: no tool that this is for has the argument \"args.amout\", did you mean \"amount\"? [/tools/transfer/limits/0/increment_from]");
    }

    @Test
    void shouldTellErrorsAndWarningsTogetherInOrder() {
        assertThat(lint(
                        "p.yaml",
                        "version: '1'\nhidden: []\ntools:\n  t: { rules: [{ name: '' }] }\n",
                        Optional.of(BANK)))
                .containsExactly(
                        "p:1:1: warning: no default: every tool that is not named is allowed []",
                        "p:2:1: error: unknown key \"hidden\", did you mean \"hide\"? [/hidden]",
                        "p:4:16: error: an evaluate rule needs at least one condition [/tools/t/rules/0]",
                        "p:4:24: error: name must not be empty [/tools/t/rules/0/name]");
        assertThat(lint("p.json", "{", Optional.empty())).hasSize(1);
    }
}
