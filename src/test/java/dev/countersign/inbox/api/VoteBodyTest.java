package dev.countersign.inbox.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countersign.approval.VoteDecision;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a vote's body may look like, and what it is told when it does not. */
class VoteBodyTest {

    @Test
    void shouldBeAVoteWhenDecisionAndDigestAreThere() throws Exception {
        assertThat(read("{\"decision\":\"approve\",\"digest\":\"sha256:1\"}"))
                .isEqualTo(new VoteBody(VoteDecision.APPROVE, "sha256:1", "", Optional.empty()));
    }

    @Test
    void shouldTakeAnyOrderAndANullCommentWhenTheMembersAreKnown() throws Exception {
        assertThat(read(" {\"comment\":null, \"digest\":\"d\", \"decision\":\"deny\"} "))
                .isEqualTo(new VoteBody(VoteDecision.DENY, "d", "", Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"amount\": 1.10e0 , \"to\" :\"J\\u00f8rn\"}",
                "{ }",
                "{\"ü\":\"€😀\"}",
                "[1]",
                "12",
                "-0.50",
                "\"text\"",
                "null",
                "{\"a\":{\"b\":[{}]}}"
            })
    void shouldKeepTheExactTextWhenArgumentsAreEdited(String arguments) throws Exception {
        // given umlauts before the member too: offsets are of bytes, not of characters
        String body = "{\"comment\":\"größer €\",\"decision\":\"approve\",\"arguments\": " + arguments
                + " ,\"digest\":\"d\"}";
        // when, then
        assertThat(read(body).arguments()).contains(arguments);
    }

    @Test
    void shouldKeepTheTextWhenArgumentsComeAsAString() throws Exception {
        assertThat(read("{\"decision\":\"approve\",\"digest\":\"d\",\"argumentsText\":\"{\\\"a\\\": 1.0}\"}")
                        .arguments())
                .contains("{\"a\": 1.0}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | The body must be a JSON object with decision and digest.",
                "[] | The body must be a JSON object with decision and digest.",
                "{ | The body is not valid JSON.",
                "{\"decision\":\"approve\",\"digest\":\"d\"} {} | There is text behind the JSON object.",
                "{\"decision\":\"approve\",\"digest\":\"d\"} x | The body is not valid JSON.",
                "{\"decision\":\"deny\",\"decision\":\"approve\",\"digest\":\"d\"} | The body is not valid JSON.",
                "{\"decision\":\"approve\",\"digest\":\"d\",\"arguments\":{\"a\":1,\"a\":2}} | The body is not valid JSON.",
                "{\"digest\":\"d\"} | decision must be \"approve\" or \"deny\".",
                "{\"decision\":\"Approve\",\"digest\":\"d\"} | decision must be \"approve\" or \"deny\".",
                "{\"decision\":true,\"digest\":\"d\"} | \"decision\" must be a string.",
                "{\"decision\":\"approve\"} | digest is missing: name the digest of the call that was shown.",
                "{\"decision\":\"approve\",\"digest\":\"\"} | digest is missing: name the digest of the call that was shown.",
                "{\"decision\":\"approve\",\"digest\":null} | \"digest\" must be a string.",
                "{\"decision\":\"deny\",\"digest\":\"d\",\"coment\":\"no\"} | There is no member \"coment\": decision, digest, comment, arguments and argumentsText are known.",
                "{\"decision\":\"deny\",\"digest\":\"d\",\"comment\":\"\\u0000\"} | comment has at most 2,000 characters, without U+0000.",
                "{\"decision\":\"approve\",\"digest\":\"d\",\"arguments\":{},\"argumentsText\":\"{}\"} | Give either arguments or argumentsText, not both."
            })
    void shouldSayWhatIsWrongWhenTheBodyCannotBeTaken(String body, String message) {
        assertThatExceptionOfType(VoteBody.BadBodyException.class)
                .isThrownBy(() -> read(body))
                .withMessage(message);
    }

    @Test
    void shouldTakeTheCommentWhenItHasExactlyTheMostCharacters() throws Exception {
        assertThat(read(withComment("x".repeat(2_000))).comment()).hasSize(2_000);
        assertThatExceptionOfType(VoteBody.BadBodyException.class)
                .isThrownBy(() -> read(withComment("x".repeat(2_001))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE", "ISO-8859-1"})
    void shouldBeRefusedWhenItIsNotUtf8(String charset) {
        byte[] body = withComment("größer").getBytes(Charset.forName(charset));
        assertThatExceptionOfType(VoteBody.BadBodyException.class)
                .isThrownBy(() -> VoteBody.read(body))
                .withMessage("The body must be UTF-8.");
    }

    private static String withComment(String comment) {
        return "{\"decision\":\"deny\",\"digest\":\"d\",\"comment\":\"" + comment + "\",\"arguments\":{}}";
    }

    private static VoteBody read(String body) throws VoteBody.BadBodyException {
        return VoteBody.read(body.getBytes(StandardCharsets.UTF_8));
    }
}
