package dev.countersign.inbox.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

    @Test
    void shouldShowDecidingFieldsFirstAndTheRestInTheOrderSent() {
        assertThat(keys("{\"note\":\"x\",\"colour\":1,\"amount\":250,\"toAccount\":\"a\"}"))
                .isEqualTo("amount toAccount note colour");
    }

    @Test
    void shouldShowTheDigitsThatWereSent() {
        assertThat(values("{\"a\":1.10,\"b\":9007199254740991,\"c\":-0,\"d\":1E3}"))
                .isEqualTo("1.10 9007199254740991 -0 1E3");
    }

    @Test
    void shouldNeverFoldDepth() {
        Arguments deep = Arguments.of("{\"a\":".repeat(40) + "\"INNERMOST\"" + "}".repeat(40));

        assertThat(text(deep.lines().get(39).value())).isEqualTo("INNERMOST");
        assertThat(deep.folded()).isFalse();
    }

    @Test
    void shouldSayHowMuchOfALongTextIsFolded() {
        Arguments long_ = Arguments.of("{\"note\":\"" + "x".repeat(200_010) + "\"}");

        assertThat(long_.folded()).isTrue();
        assertThat(long_.lines().get(0).folded()).startsWith("199,510 more characters");
    }

    @Test
    void shouldSayHowManyItemsAreFolded() {
        String list = "{\"list\":[" + "1,".repeat(59) + "1]}";

        assertThat(Arguments.of(list).folded()).isTrue();
        assertThat(Arguments.of(list).lines())
                .last()
                .extracting(Arguments.Line::folded)
                .asString()
                .startsWith("10 more items");
    }

    @Test
    void shouldNotFoldWhatJustFits() {
        assertThat(Arguments.of("{\"note\":\"" + "x".repeat(1000) + "\"}").folded())
                .isFalse();
    }

    @Test
    void shouldFallBackToTheExactTextWhenItCannotReadIt() {
        Arguments broken = Arguments.of("{\"a\":1,\"a\":2}");

        assertThat(broken.readable()).isFalse();
        assertThat(broken.folded()).isTrue();
    }

    @Test
    void shouldWarnOfAWordInTwoAlphabets() {
        Warning warning = Arguments.of("{\"to\":\"p\u0430ypal\"}").warnings().get(0);

        assertThat(warning.before()).contains("two alphabets");
        assertThat(warning.after()).contains("U+0430");
    }

    @Test
    void shouldNotWarnOfOrdinaryWords() {
        assertThat(Arguments.of("{\"a\":\"שלום world\",\"b\":\"東京タワー\",\"c\":\"Привет bob\",\"d\":\"naïve\"}")
                        .warnings())
                .isEmpty();
    }

    @Test
    void shouldWarnOfAddresses() {
        assertThat(Arguments.of("{\"page\":\"https://example.com/x\"}").warnings())
                .extracting(Warning::after)
                .anyMatch(words -> words.contains("may change"));
    }

    @Test
    void shouldCountWhatAPreviewLeavesOut() {
        assertThat(Arguments.of("{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5}")
                        .preview()
                        .more())
                .isEqualTo(2);
    }

    private static String keys(String json) {
        return Arguments.of(json).lines().stream().map(l -> text(l.key())).collect(Collectors.joining(" "));
    }

    private static String values(String json) {
        return Arguments.of(json).lines().stream().map(l -> text(l.value())).collect(Collectors.joining(" "));
    }

    private static String text(ShownText shown) {
        return shown.pieces().stream().map(ShownText.Piece::text).collect(Collectors.joining());
    }
}
