package dev.countersign.policy.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.countersign.json.JsonValue.JsonString;
import dev.countersign.policy.PolicyErrorsException;
import dev.countersign.policy.PolicyProblem;
import dev.countersign.policy.text.SourceNode.SourceObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlSourceTest {

    private final Problems problems = new Problems("p.yaml");

    private SourceNode read(String text) throws PolicyErrorsException {
        return YamlSource.read(text.getBytes(StandardCharsets.UTF_8), problems);
    }

    private SourceNode value(String word) throws PolicyErrorsException {
        return ((SourceObject) read("a: " + word)).members().get(0).node();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yes",
                "no",
                "on",
                "off",
                "No",
                "TRUE",
                "Null",
                "0755",
                "0o17",
                "0x1F",
                "0b1",
                "1_000",
                "12:30:45",
                "2026-01-01",
                "2026-01-01T00:00:00Z",
                ".inf",
                "-.INF",
                ".nan",
                "+5",
                ".5",
                "5.",
                "5.e3",
                "08",
                "-08",
                "1:30",
                "=",
                "+1e3"
            })
    void shouldRefuseAWordThatOtherReadersTakeForSomethingElse(String word) throws PolicyErrorsException {
        // when
        value(word);

        // then
        assertThat(problems.errors())
                .extracting(PolicyProblem::message, PolicyProblem::pointer, PolicyProblem::column)
                .containsExactly(tuple("\"" + word + "\" is ambiguous in YAML, put it in quotes", "/a", 4));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "y",
                "n",
                "nope",
                "1.2.3",
                "10.0.0.1",
                "5 USD",
                ".",
                "..",
                "args.a",
                "1-2",
                "a=b",
                "e5",
                "0xZZ",
                "2026-1"
            })
    void shouldReadOtherPlainWordsAsStrings(String word) throws PolicyErrorsException {
        // when
        SourceNode read = value(word);

        // then
        assertThat(read.value()).isEqualTo(new JsonString(word));
        assertThat(problems.errors()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "true,a boolean",
        "~,null",
        "null,null",
        "'',null",
        "-1.5e3,a number",
        "'\"no\"',a string",
        "'''5''',a string",
        "[],a list",
        "{},an object"
    })
    void shouldKnowTheTypesOfJson(String text, String type) throws PolicyErrorsException {
        assertThat(value(text).type()).isEqualTo(type);
        assertThat(problems.errors()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'a: &x 1'          | 4",
                "'a: !!str 1'       | 4",
                "'a: !x {}'         | 4",
                "'a: *x'            | 4",
                "'<<: {}'           | 1",
                "'&k a: 1'          | 1"
            })
    void shouldRefuseAnchorsAliasesTagsAndMergeKeysWhereTheyStand(String text, int column)
            throws PolicyErrorsException {
        // when
        read(text);

        // then
        assertThat(problems.errors())
                .extracting(PolicyProblem::message, PolicyProblem::line, PolicyProblem::column)
                .containsExactly(tuple("anchors, aliases and tags are not allowed", 1, column));
    }

    @Test
    void shouldCountLinesAndColumnsAsAnEditorDoes() throws PolicyErrorsException {
        // given a pair of surrogates, which are two UTF-16 units, a line end of Windows, and a line separator, which is
        // none
        SourceObject root =
                (SourceObject) read("'\uD83D\uDE00': 1\r\n\"x\u2028\": {k: 2, \uD83D\uDE00: 3}\r\nlast: 4\n");

        // then
        SourceObject inner = (SourceObject) root.members().get(1).node();
        assertThat(root.members().get(0).node().place()).hasToString("1:7");
        assertThat(inner.members().get(1).place()).hasToString("2:14");
        assertThat(inner.members().get(1).node().place()).hasToString("2:18");
        assertThat(root.members().get(2).place()).hasToString("3:1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                    | 1:1: error: not valid YAML: the file is empty []",
                "'# only a remark'     | 1:1: error: not valid YAML: the file is empty []",
                "'a: [1, 2'            | 1:9: error: not valid YAML: expected ',' or ']', but got <stream end> []",
                "'? [a]\\n: 1'         | 1:3: error: not valid YAML: a key must be a string []",
                "'a: 1\\n---\\nb: 2'   | 2:1: error: not valid YAML: more than one document []",
                "'a: \"\\u0000\"'      | 1:5: error: not valid YAML: a character that may not stand in it []"
            })
    void shouldTellWhyATextIsNoYaml(String text, String line) {
        assertThatThrownBy(() -> read(text.replace("\\n", "\n").replace("\\u0000", "\0")))
                .isInstanceOf(PolicyErrorsException.class)
                .hasMessage("p.yaml:" + line);
    }

    @Test
    void shouldTellDuplicateAndAmbiguousKeys() throws PolicyErrorsException {
        // when
        read("a: 1\n\"a\": 2\non: 3\n404: 4\n");

        // then
        assertThat(problems.errors())
                .extracting(p -> p.in("p.yaml"))
                .containsExactly(
                        "p.yaml:2:1: error: duplicate key \"a\" (first at line 1) [/a]",
                        "p.yaml:3:1: error: \"on\" is ambiguous in YAML, put it in quotes [/on]",
                        "p.yaml:4:1: error: \"404\" is ambiguous in YAML, put it in quotes [/404]");
    }

    @Test
    void shouldRefuseHostileFilesAtOnce() {
        Assertions.assertTimeout(Duration.ofSeconds(2), () -> {
            assertThatThrownBy(() -> read("a: " + "[".repeat(500_000))).hasMessageContaining("nested deeper than 32");
            assertThatThrownBy(() -> read("{a: ".repeat(200))).hasMessageContaining("nested deeper than 32");
            assertThatThrownBy(() -> read("#" + "x".repeat(10 << 20))).hasMessageContaining("more than 4194304");
        });
    }
}
