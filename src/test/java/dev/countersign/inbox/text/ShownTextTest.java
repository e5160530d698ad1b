package dev.countersign.inbox.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.inbox.text.ShownText.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShownTextTest {

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x0000,
                0x0007,
                0x000D,
                0x001B,
                0x007F,
                0x0085,
                0x009B, // controls
                0x00A0,
                0x1680,
                0x2003,
                0x202F,
                0x3000, // other spaces
                0x00AD,
                0x061C,
                0x200B,
                0x200C,
                0x200D,
                0x200E,
                0x202A,
                0x202E,
                0x2060,
                0x2066,
                0x2069,
                0xFEFF, // formats
                0x2028,
                0x2029, // separators
                0x034F,
                0x115F,
                0x1160,
                0x17B4,
                0x180B,
                0x3164,
                0xFFA0,
                0x2800, // drawn as nothing
                0xFE00,
                0xFE0F,
                0xE0100, // variation selectors
                0xE0001,
                0xE0041,
                0xE007F, // tags
                0xE000,
                0xF0000,
                0x10FFFD, // private use
                0x0378,
                0xFFFF,
                0x10FFFF, // unassigned, noncharacters
                0xD800,
                0xDFFF // surrogates on their own
            })
    void shouldNameWhatNobodySees(int codePoint) {
        String text = "a" + new StringBuilder().appendCodePoint(codePoint) + "b";

        ShownText shown = ShownText.of(text);

        assertThat(shown.pieces())
                .extracting(ShownText.Piece::text)
                .containsExactly("a", Visibility.label(codePoint), "b");
        assertThat(ShownText.exact(text).pieces()).contains(shown.pieces().get(1));
        assertThat(shown.harmless()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "שלום", "日本語", "👍🏽", "é", "e\u0301", "<script>", "a b", "ÿ", "−1", "🙂"})
    void shouldLeaveWhatCanBeSeen(String text) {
        assertThat(ShownText.of(text).pieces())
                .extracting(ShownText.Piece::text)
                .containsExactly(text);
    }

    @Test
    void shouldTintSpacesThatAreOverlooked() {
        assertThat(ShownText.of(" a  b c ").pieces())
                .extracting(ShownText.Piece::kind)
                .containsExactly(Kind.SPACES, Kind.PLAIN, Kind.SPACES, Kind.PLAIN, Kind.SPACES);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"\\u0007\"', U+0007",
        "'\"\\u001B\"', U+001B",
        "'\"\\u202e\"', U+202E",
        "'\"\\b\"', U+0008",
        "'\"\\r\"', U+000D",
        "'\"\\udb40\\udc41\"', U+E0041",
        "'\"\\ud800\"', U+D800",
        "'\"\\\\\\u200b\"', U+200B"
    })
    void shouldPutAChipBesideAWrittenEscape(String json, String label) {
        ShownText shown = ShownText.exact(json);

        assertThat(shown.pieces())
                .filteredOn(ShownText.Piece::escape)
                .extracting(ShownText.Piece::text)
                .containsExactly(label);
        assertThat(written(shown)).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\\\u202e\"",
                "\"\\n\\t\\\"\\/\"",
                "\"\\u00e9\"",
                "\"\\ud83d\\ude00\"",
                "\"\\u12\"",
                "\"\\",
                "{\n\t\"a\": 1\n}"
            })
    void shouldNotNameWhatIsNoHiddenCharacter(String json) {
        ShownText shown = ShownText.exact(json);

        assertThat(shown.harmless()).isTrue();
        assertThat(written(shown)).isEqualTo(json);
    }

    @Test
    void shouldSayWhenALineBeganAnew() {
        assertThat(ShownText.of("a\nb").pieces())
                .extracting(ShownText.Piece::text)
                .containsExactly("a", "U+000A", "\nb");
    }

    @Test
    void shouldSayWhenAPreviewIsCut() {
        List<String> cut = ShownText.of("x".repeat(100)).cut(60).pieces().stream()
                .map(ShownText.Piece::text)
                .toList();

        assertThat(String.join("", cut)).isEqualTo("x".repeat(60) + "…");
    }

    private static String written(ShownText shown) {
        StringBuilder text = new StringBuilder();
        shown.pieces().stream().filter(p -> !p.escape()).forEach(p -> text.append(p.text()));
        return text.toString();
    }
}
