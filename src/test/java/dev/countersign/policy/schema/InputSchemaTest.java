package dev.countersign.policy.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.json.JsonValue.JsonObject;
import dev.countersign.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Single quotes stand for double ones. */
class InputSchemaTest {

    private static JsonObject json(String text) {
        try {
            return StrictJson.parseArguments(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String mismatch(String schema, String arguments) {
        return InputSchema.of(json(schema)).mismatch(json(arguments)).orElse("fits");
    }

    /** What the schema says of the argument {@code a}, its value, the answer. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
        {'type':'integer'}              | 1.0      | fits
        {'type':'integer'}              | 1e3      | fits
        {'type':'integer'}              | 1.5      | /a must be integer, got number
        {'type':'number'}               | '1'      | /a must be number, got string
        {'type':['string','null']}      | null     | fits
        {'type':['string','null']}      | true     | /a must be string or null, got boolean
        {'type':'money'}                | []       | fits
        {'enum':['x',1]}                | 1.0      | fits
        {'enum':['x',1]}                | 'y'      | /a is none of the values in enum
        {'const':{'b':[1]}}             | {'b':[1.0]} | fits
        {'const':1}                     | 2        | /a is not the value of const
        {'minimum':0}                   | -0.0001  | /a is less than the minimum
        {'minimum':0}                   | 0        | fits
        {'maximum':10}                  | 10.00000000001 | /a is more than the maximum
        {'exclusiveMinimum':0}          | 0        | /a is not above exclusiveMinimum
        {'exclusiveMaximum':1}          | 1        | /a is not below exclusiveMaximum
        {'minimum':true,'exclusiveMinimum':true} | -5 | fits
        {'minLength':2}                 | '\uD83D\uDE00' | /a is shorter than minLength
        {'maxLength':1}                 | '\uD83D\uDE00' | fits
        {'maxItems':1}                  | [1,2]    | /a is longer than maxItems
        {'pattern':'^x'}                | 'yx'     | /a does not match the pattern
        {'pattern':'(?=x)'}             | 'y'      | fits
        {'pattern':'((a{1000}){1000}){1000}'} | 'y' | fits
        {'items':{'type':'string'}}     | ['b',1]  | /a/1 must be string, got number
        {'items':false}                 | [1]      | /a/0 is not allowed
        {'required':['b/c']}            | {}       | /a/b~1c is required
        {'properties':{'b':true},'additionalProperties':false} | {'b':1} | fits
        {'properties':{'b':true},'additionalProperties':false} | {'c':1} | /a/c is not allowed
        {'patternProperties':{'^c':{}},'additionalProperties':false} | {'c':1} | fits
        {'additionalProperties':{'type':'string'}} | {'c':1} | /a/c must be string, got number
        {'allOf':[{'type':'string'},{'minLength':2}]} | 'x' | /a is shorter than minLength
        {'anyOf':[{'type':'string'},{'type':'null'}]} | 1  | /a fits none of anyOf
        {'oneOf':[{'type':'string'},{'type':'null'}]} | 1  | /a fits none of oneOf
        {'oneOf':[{'type':'integer'},{'type':'number'}]} | 1 | /a fits more than one of oneOf
        {'oneOf':[{'type':'integer'},{'not':{'const':1}}]} | 1 | fits
        {'$ref':'#/$defs/b~1c'}         | 'x'      | /a must be integer, got string
        {'$ref':'#/$defs/nothing'}      | 'x'      | fits
        {'$ref':'https://elsewhere.example/s'} | 'x' | fits
        {'not':{}}                      | 1        | fits
        """)
    void shouldSayWhatTheServerWouldRefuse(String schema, String value, String answer) {
        assertThat(mismatch(
                        "{'properties':{'a':" + schema + "},'$defs':{'b/c':{'type':'integer'}}}",
                        "{'a':" + value + "}"))
                .isEqualTo(answer);
    }

    @Test
    void shouldNotSayTheValues() {
        assertThat(mismatch("{'properties':{'a':{'enum':['x']}}}", "{'a':'my secret'}"))
                .doesNotContain("secret");
    }

    @Test
    void shouldEndWhenASchemaMeansIll() {
        // given references that lead to themselves, and alternatives in alternatives
        String loop = "{'$ref':'#'}";
        String eight = IntStream.range(0, 12)
                .mapToObj(i -> "'d" + i + "':{'anyOf':["
                        + String.join(",", Collections.nCopies(8, "{'$ref':'#/$defs/d" + (i + 1) + "'}")) + "]}")
                .collect(Collectors.joining(","));
        String bomb = "{'$ref':'#/$defs/d0','$defs':{" + eight + ",'d12':false}}";

        // then
        Assertions.assertTimeout(Duration.ofSeconds(2), () -> {
            assertThat(mismatch(loop, "{}")).isEqualTo("fits");
            assertThat(mismatch(bomb, "{}")).startsWith("the arguments ");
        });
    }

    @Test
    void shouldCutLongPlaces() {
        Optional<String> told =
                InputSchema.of(json("{'additionalProperties':false}")).mismatch(json("{'" + "k".repeat(500) + "':1}"));

        assertThat(told.orElseThrow()).hasSize(128 + "… is not allowed".length());
    }
}
