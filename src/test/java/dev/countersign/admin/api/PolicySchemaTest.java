package dev.countersign.admin.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.json.DoubtfulJsonException;
import dev.countersign.json.JsonLimits;
import dev.countersign.json.JsonValue.JsonObject;
import dev.countersign.json.StrictJson;
import dev.countersign.policy.schema.InputSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema takes what the language takes, and sees the usual mistakes. */
class PolicySchemaTest {

    private static final Pattern GOOD =
            Pattern.compile("```json\n((?:(?!```).)*)```\n```(?:calls|tools|cases)", Pattern.DOTALL);

    private final InputSchema schema;

    PolicySchemaTest() throws IOException, DoubtfulJsonException {
        schema = InputSchema.of(object(Files.readString(Path.of("src/main/resources/policy.schema.json"))));
    }

    private static JsonObject object(String text) throws DoubtfulJsonException {
        return (JsonObject) StrictJson.parse(text.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT);
    }

    @Test
    void shouldTakeEverySampleOfThePage() throws Exception {
        // given
        List<MatchResult> samples = GOOD.matcher(Files.readString(Path.of("docs", "policy.md")))
                .results()
                .toList();
        assertThat(samples).hasSizeGreaterThan(4);

        // then
        for (MatchResult sample : samples) {
            assertThat(schema.mismatch(object(sample.group(1))))
                    .as(sample.group(1))
                    .isEqualTo(Optional.empty());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'version':'1'}",
                "{'version':'2','default':'deny'}",
                "{'version':'1','default':'deny','tols':{}}",
                "{'version':'1','default':'deny','tools':{'t':{'denyif':[]}}}",
                "{'version':'1','default':'deny','tools':{'t':{'deny_if':[{'conditions':[{'path':'amount','op':'gt','value':1}]}]}}}",
                "{'version':'1','default':'deny','tools':{'t':{'deny_if':[{'conditions':[{'path':'args.a','op':'gtt','value':1}]}]}}}",
                "{'version':'1','default':'deny','tools':{'t':{'limits':[{'max':0,'window':'day'}]}}}",
                "{'version':'1','default':'deny','approval':{'quorum':21}}"
            })
    void shouldSeeTheUsualMistakes(String policy) throws DoubtfulJsonException {
        assertThat(schema.mismatch(object(policy.replace('\'', '"')))).isPresent();
    }
}
