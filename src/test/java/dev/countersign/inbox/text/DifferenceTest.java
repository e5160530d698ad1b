package dev.countersign.inbox.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferenceTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"a":250,"b":"x"}     | {"a":200.10,"b":"x"}   | a: 250 -> 200.10
                    {"a":1}               | {"a":1.0}              | a: 1 -> 1.0
                    {"a":1}               | {"a":"1"}              | a: 1 (number) -> 1 (text)
                    {"a":1}               | {"a":1,"b":null}       | b:  -> null
                    {"a":1,"b":[]}        | {"a":1}                | b: no items ->
                    {"a":{"b":[{"c":1}]}} | {"a":{"b":[{"c":2}]}}  | a.b[1].c: 1 -> 2
                    {"a":[1,2]}           | {"a":[1]}              | a[2]: 2 ->
                    {"a":1}               | { "a" : 1 }            | ''
                    {"a":true}            | {"a":false}            | a: true -> false
                    """)
    void shouldNameWhatDiffersAndNothingElse(String proposed, String yours, String expected) {
        assertThat(words(Difference.between(proposed, yours)).strip()).isEqualTo(expected);
    }

    @Test
    void shouldHideNoDifferenceBehindANameThatLooksLikeAPath() {
        // given a field whose name reads like the path of another one
        String proposed = "{\"a.b\":1,\"a\":{\"b\":1}}";

        // when only the inner one is changed
        List<Difference> all = Difference.between(proposed, "{\"a.b\":1,\"a\":{\"b\":2}}");

        // then
        assertThat(all).hasSize(1);
        assertThat(Difference.between(proposed, "{\"a.b\":9,\"a\":{\"b\":2}}")).hasSize(2);
    }

    @Test
    void shouldShowHiddenCharactersAsChips() {
        Difference one =
                Difference.between("{\"a\":\"x\"}", "{\"a\":\"x\\u200b\"}").get(0);

        assertThat(one.now().harmless()).isFalse();
    }

    @Test
    void shouldSayHowMuchOfALongValueIsLeftOut() {
        String longText = "x".repeat(2000);

        Difference one = Difference.between("{\"a\":\"\"}", "{\"a\":\"" + longText + "\"}")
                .get(0);

        assertThat(text(one.now())).contains("1,500 more characters");
    }

    private static String words(List<Difference> all) {
        return all.stream()
                .map(d -> text(d.path()) + ": " + text(d.was()) + " -> " + text(d.now()))
                .map(String::strip)
                .collect(Collectors.joining("; "));
    }

    private static String text(ShownText shown) {
        return shown.pieces().stream().map(ShownText.Piece::text).collect(Collectors.joining());
    }
}
