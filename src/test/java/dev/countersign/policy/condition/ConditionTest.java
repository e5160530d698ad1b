package dev.countersign.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.policy.Calls;
import dev.countersign.policy.Decision;
import dev.countersign.policy.Policy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The operators, path by path: what matches, what does not, and what is undetermined and so never helps the caller. */
class ConditionTest {

    /** Columns: condition, arguments, result. Single quotes stand for double ones. */
    @ParameterizedTest(name = "{0} on {1} is {2}")
    @DisplayName("should compare by type and value when an operator is applied")
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
        'args.x','op':'eq','value':1          | {'x':1}                   | true
        'args.x','op':'eq','value':1          | {'x':1.0}                 | true
        'args.x','op':'eq','value':1          | {'x':1e0}                 | true
        'args.x','op':'eq','value':1          | {'x':1.0000000000000002}  | false
        'args.x','op':'eq','value':1          | {'x':'1'}                 | undetermined
        'args.x','op':'eq','value':1          | {}                        | undetermined
        'args.x','op':'eq','value':true       | {'x':'true'}              | undetermined
        'args.x','op':'eq','value':'a'        | {'x':'A'}                 | false
        'args.x','op':'eq','value':null       | {'x':null}                | true
        'args.x','op':'eq','value':null       | {'x':0}                   | false
        'args.x','op':'eq','value':null       | {}                        | undetermined
        'args.x','op':'eq','value':[1,2]      | {'x':[1,2.0]}             | true
        'args.x','op':'eq','value':[1,2]      | {'x':[2,1]}               | false
        'args.x','op':'eq','value':{'a':1,'b':[]} | {'x':{'b':[],'a':1.0}}| true
        'args.x','op':'eq','value':{'a':1}    | {'x':{'a':1,'b':2}}       | false
        'args.x','op':'neq','value':'a'       | {'x':'b'}                 | true
        'args.x','op':'neq','value':'a'       | {'x':'a'}                 | false
        'args.x','op':'neq','value':'a'       | {'x':1}                   | undetermined
        'args.x','op':'neq','value':null      | {'x':1}                   | true
        'args.x','op':'in','value':['a',1]    | {'x':1.0}                 | true
        'args.x','op':'in','value':['a',1]    | {'x':'b'}                 | false
        'args.x','op':'in','value':['a',1]    | {'x':true}                | undetermined
        'args.x','op':'in','value':[[1],{}]   | {'x':[1.0]}               | true
        'args.x','op':'in','value':[null]     | {'x':null}                | true
        'args.x','op':'not_in','value':['a']  | {'x':'b'}                 | true
        'args.x','op':'not_in','value':['a']  | {'x':'a'}                 | false
        'args.x','op':'not_in','value':['a']  | {'x':2}                   | undetermined
        'args.x','op':'not_in','value':['a']  | {}                        | undetermined
        'args.x','op':'gt','value':0.3        | {'x':0.30000000000000004} | true
        'args.x','op':'gt','value':100        | {'x':100}                 | false
        'args.x','op':'gte','value':100       | {'x':1e2}                 | true
        'args.x','op':'lt','value':-1         | {'x':-1.5}                | true
        'args.x','op':'lte','value':10        | {'x':10.01}               | false
        'args.x','op':'gt','value':1          | {'x':'5'}                 | undetermined
        'args.x','op':'gt','value':1          | {'x':null}                | undetermined
        'args.x','op':'gt','value':1          | {'x':[5]}                 | undetermined
        'args.x','op':'gt','value':1,'as':'number' | {'x':'5'}            | true
        'args.x','op':'gt','value':1,'as':'number' | {'x':'0.5'}          | false
        'args.x','op':'gt','value':1,'as':'number' | {'x':5}              | true
        'args.x','op':'gt','value':1,'as':'number' | {'x':'1e3'}          | true
        'args.x','op':'gt','value':1,'as':'number' | {'x':' 5'}           | undetermined
        'args.x','op':'gt','value':1,'as':'number' | {'x':'+5'}           | undetermined
        'args.x','op':'gt','value':1,'as':'number' | {'x':'0x10'}         | undetermined
        'args.x','op':'gt','value':1,'as':'number' | {'x':'05'}           | undetermined
        'args.x','op':'gt','value':1,'as':'number' | {'x':'1e99999'}      | undetermined
        'args.x','op':'regex','value':'b'     | {'x':'abc'}               | true
        'args.x','op':'regex','value':'^b'    | {'x':'abc'}               | false
        'args.x','op':'regex','value':'b'     | {'x':5}                   | undetermined
        'args.x','op':'contains','value':'b'  | {'x':'abc'}               | true
        'args.x','op':'contains','value':'x'  | {'x':'abc'}               | false
        'args.x','op':'contains','value':'b'  | {'x':['b']}               | true
        'args.x','op':'contains','value':'b'  | {'x':['a']}               | false
        'args.x','op':'contains','value':'b'  | {'x':[]}                  | false
        'args.x','op':'contains','value':'b'  | {'x':['a',1]}             | undetermined
        'args.x','op':'contains','value':'b'  | {'x':['b',1]}             | true
        'args.x','op':'contains','value':1    | {'x':'1'}                 | undetermined
        'args.x','op':'exists','value':true   | {'x':0}                   | true
        'args.x','op':'exists','value':true   | {'x':null}                | false
        'args.x','op':'exists','value':true   | {}                        | false
        'args.x','op':'exists','value':false  | {}                        | true
        """)
    void shouldCompareByTypeAndValue(String condition, String arguments, String result) {
        assertResult(condition, arguments, result);
    }

    @ParameterizedTest(name = "{0} on {1} is {2}")
    @DisplayName("should walk objects by dots, and arrays by pointers")
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
        'args.a.b','op':'eq','value':1        | {'a':{'b':1}}             | true
        'args.a.0','op':'eq','value':1        | {'a':[1]}                 | undetermined
        'args.a.b','op':'eq','value':1        | {'a':'b'}                 | undetermined
        '/args/a/0','op':'eq','value':1       | {'a':[1]}                 | true
        '/args/a/00','op':'eq','value':1      | {'a':[1]}                 | undetermined
        '/args/a/01','op':'eq','value':1      | {'a':[0,1]}               | undetermined
        '/args/a/-','op':'eq','value':1       | {'a':[1]}                 | undetermined
        '/args/a/1','op':'eq','value':1       | {'a':[1]}                 | undetermined
        '/args/a/9999999999','op':'eq','value':1 | {'a':[1]}              | undetermined
        '/args/a/0','op':'eq','value':1       | {'a':{'0':1}}             | true
        '/args/a.b','op':'eq','value':1       | {'a.b':1}                 | true
        '/args/a~1b','op':'eq','value':1      | {'a/b':1}                 | true
        '/args/a~0b','op':'eq','value':1      | {'a~b':1}                 | true
        '/args/a~01','op':'eq','value':1      | {'a~1':1}                 | true
        '/args/','op':'eq','value':1          | {'':1}                    | true
        '/args/~2','op':'eq','value':1        | {'*':1}                   | true
        'args.*','op':'eq','value':1          | {'*':1}                   | true
        'args.toString','op':'exists','value':true | {}                   | false
        """)
    void shouldWalkObjectsByDotsAndArraysByPointers(String condition, String arguments, String result) {
        assertResult(condition, arguments, result);
    }

    /** With a star the two kinds of rule differ: one bad value fires a deny, and all values have to meet a demand. */
    @ParameterizedTest(name = "{0} on {1}: deny_if fires {2}, require passes {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
        '/args/o/*/n','op':'gt','value':9     | {'o':[{'n':1},{'n':10}]}  | true  | false
        '/args/o/*/n','op':'gt','value':9     | {'o':[{'n':10},{'n':11}]} | true  | true
        '/args/o/*/n','op':'gt','value':9     | {'o':[{'n':1},{'n':2}]}   | false | false
        '/args/o/*/n','op':'gt','value':9     | {'o':[{'n':1},{'n':'2'}]} | true  | false
        '/args/o/*/n','op':'gt','value':9     | {'o':[{'n':1},{}]}        | true  | false
        '/args/o/*/n','op':'gt','value':9     | {'o':[]}                  | true  | false
        '/args/o/*/n','op':'gt','value':9     | {}                        | true  | false
        '/args/o/*/n','op':'gt','value':9     | {'o':{'a':{'n':10}}}      | true  | true
        '/args/*/*','op':'eq','value':1       | {'a':[1,1],'b':[1]}       | true  | true
        '/args/o/*','op':'exists','value':true | {'o':[null,1]}           | true  | true
        '/args/o/*','op':'exists','value':true | {'o':[null]}             | false | false
        '/args/o/*','op':'exists','value':false | {'o':[]}                | true  | true
        """)
    void shouldJudgeEveryValueWhenThePathHasAStar(String condition, String arguments, boolean fires, boolean passes) {
        assertThat(denied("deny_if", condition, arguments)).isEqualTo(fires);
        assertThat(denied("require", condition, arguments)).isEqualTo(!passes);
    }

    private static void assertResult(String condition, String arguments, String result) {
        boolean fires = denied("deny_if", condition, arguments);
        boolean passes = !denied("require", condition, arguments);
        String seen = fires == passes ? Boolean.toString(fires) : fires ? "undetermined" : "to the caller's advantage";
        assertThat(seen).isEqualTo(result);
    }

    private static boolean denied(String list, String condition, String arguments) {
        Policy policy = Calls.policy("{'version':'1','default':'allow','tools':{'t':{'" + list
                + "':[{'conditions':[{'path':" + condition + "}]}]}}}");
        try {
            return policy.decide(Calls.call("t", arguments)) instanceof Decision.Deny;
        } catch (dev.countersign.policy.DoubtfulArgumentsException e) {
            throw new AssertionError(e);
        }
    }
}
