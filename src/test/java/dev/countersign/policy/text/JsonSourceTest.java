package dev.countersign.policy.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.policy.PolicyErrorsException;
import dev.countersign.policy.text.SourceNode.SourceObject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonSourceTest {

    @Test
    void shouldKnowWhereEveryKeyAndValueStands() throws PolicyErrorsException {
        // given a byte order mark, CRLF, and a character outside the first plane before a key
        String text = "\uFEFF{ \"a\" :\r\n  [1, {\"\uD83D\uDE00\": 2, \"b/c\": null}]}";

        // when
        SourceObject root = (SourceObject) JsonSource.read(utf8(text), new Problems("p.json"));

        // then
        SourceNode.SourceMember a = root.members().get(0);
        SourceNode.SourceList list = (SourceNode.SourceList) a.node();
        SourceNode.SourceMember escaped =
                ((SourceObject) list.elements().get(1)).members().get(1);
        assertThat(root.place()).hasToString("1:1");
        assertThat(a.place()).hasToString("1:3");
        assertThat(list.place()).hasToString("2:3");
        assertThat(escaped.place()).hasToString("2:17");
        assertThat(escaped.place().pointer()).isEqualTo("/a/1/b~1c");
        assertThat(escaped.node().place()).hasToString("2:24");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', nullValues = "-", textBlock = """
        {                            | p.json:1:
        {'a':1,}                     | p.json:1:8: error: not valid JSON
        {'a':01}                     | p.json:1:
        {'a':NaN}                    | p.json:1:
        // c                         | p.json:1:
        {'a':+1}                     | p.json:1:
        {} x                         | p.json:1:
        {} {}                        | p.json:1:4: error: not valid JSON: something stands after the value
        {a:1}                        | p.json:1:
        """)
    void shouldRefuseWhatIsNoJson(String text, String message) {
        assertThatThrownBy(() -> JsonSource.read(utf8(text.replace('\'', '"')), new Problems("p.json")))
                .isInstanceOf(PolicyErrorsException.class)
                .hasMessageStartingWith(message)
                .hasMessageContaining("not valid JSON");
    }

    @Test
    void shouldRefuseAnEmptyFile() {
        assertThatThrownBy(() -> JsonSource.read(utf8(" \n"), new Problems("p.json")))
                .hasMessage("p.json:1:1: error: not valid JSON: the file is empty []");
    }

    @Test
    void shouldNameTheLineWhenTheBytesAreNoUtf8() {
        byte[] bytes = utf8("{\n\"a\": \"x\"}");
        bytes[8] = (byte) 0xFF;

        assertThatThrownBy(() -> JsonSource.read(bytes, new Problems("p.json")))
                .hasMessage("p.json:2:1: error: not valid UTF-8 []");
    }

    @Test
    void shouldRefuseMoreThanFourMebibytes() {
        assertThatThrownBy(() -> JsonSource.read(new byte[4_194_305], new Problems("p.json")))
                .hasMessage("p.json:1:1: error: the file has 4194305 bytes, more than 4194304 []");
    }

    @Test
    void shouldRefuseNestingBeyondTheCap() throws PolicyErrorsException {
        // given a value as deep as allowed, and one deeper
        JsonSource.read(utf8("[".repeat(32) + "]".repeat(32)), new Problems("p.json"));

        assertThatThrownBy(() -> JsonSource.read(utf8("[".repeat(33) + "]".repeat(33)), new Problems("p.json")))
                .hasMessage("p.json:1:33: error: nested deeper than 32 []");
        assertThatThrownBy(() -> JsonSource.read(utf8("[".repeat(100_000)), new Problems("p.json")))
                .hasMessageContaining("nested deeper than 32");
    }

    @Test
    void shouldCollectDuplicateKeysComparedAfterUnescaping() throws PolicyErrorsException {
        // given
        Problems problems = new Problems("p.json");

        // when
        JsonSource.read(utf8("{\"a\":1,\n \"\\u0061\":2,\n \"a\":3}"), problems);

        // then
        assertThatThrownBy(problems::throwErrors)
                .hasMessage("p.json:2:2: error: duplicate key \"a\" (first at line 1) [/a]\n"
                        + "p.json:3:2: error: duplicate key \"a\" (first at line 1) [/a]");
    }

    @ParameterizedTest
    @CsvSource({"1e9999, true", "1e10000, false", "-0.5, true"})
    void shouldRefuseNumbersThatNobodyCanCountWith(String number, boolean fine) throws PolicyErrorsException {
        Problems problems = new Problems("p.json");

        JsonSource.read(utf8("[" + number + ", " + "9".repeat(1_000) + "]"), problems);

        if (fine) {
            problems.throwErrors();
        } else {
            assertThatThrownBy(problems::throwErrors).hasMessage("p.json:1:2: error: number out of range [/0]");
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
