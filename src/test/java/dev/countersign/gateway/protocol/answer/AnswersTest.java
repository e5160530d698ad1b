package dev.countersign.gateway.protocol.answer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.call.ApprovalId;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.Told;
import dev.countersign.gateway.protocol.ErrorCodes;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gateway itself says, and what it reads and changes in a server's answer. */
class AnswersTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Told TOLD = new Told(
            "[APPROVAL PENDING] say \"x\"\n\u2028\u0001",
            Told.Outcome.PENDING,
            Told.By.CLOCK,
            "/tools/a~1b/deny_if/0",
            "sha256:0",
            Optional.of(new ApprovalId(new UUID(1, 2))),
            Optional.of(Instant.parse("2026-11-20T10:00:00.5Z")),
            Optional.of("http://127.0.0.1/inbox/1"));

    @Test
    void shouldSayWhoDecidedWhenAResultIsOurs() throws IOException {
        // when
        String result =
                ToolResults.response("\"a\\/1\"", TOLD, Optional.empty()).text();

        // then
        assertThat(result)
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":\"a\\/1\",\"result\":{\"content\":[{\"type\":\"text\",\"text\":"
                        + "\"[APPROVAL PENDING] say \\\"x\\\"\\n\\u2028\\u0001\"}],\"isError\":true,\"_meta\":{"
                        + "\"dev.countersign/decision\":{\"outcome\":\"pending\",\"by\":\"clock\",\"rule\":\"/tools/a~1b/deny_if/0\","
                        + "\"policyVersion\":\"sha256:0\",\"approvalId\":\"00000000-0000-0001-0000-000000000002\","
                        + "\"expiresAt\":\"2026-11-20T10:00:00.500Z\",\"url\":\"http://127.0.0.1/inbox/1\"}}}}");
        assertThat(MAPPER.readTree(result).at("/result/content/0/text").asText())
                .isEqualTo(TOLD.text());
    }

    @Test
    void shouldNameKindAndServerWhenTheEraIsModern() throws IOException {
        // when
        var result = MAPPER.readTree(
                ToolResults.response("1", TOLD, Optional.of(new ToolResults.ServerInfo("countersign", "1")))
                        .bytes());

        // then
        assertThat(result.at("/result/resultType").asText()).isEqualTo("complete");
        assertThat(result.at("/result/_meta/io.modelcontextprotocol~1serverInfo/name")
                        .asText())
                .isEqualTo("countersign");
        assertThat(result.at("/result/_meta/dev.countersign~1decision/outcome").asText())
                .isEqualTo("pending");
    }

    @Test
    void shouldCarryTheIdAndDataWhenAnErrorIsOurs() {
        assertThat(JsonRpcErrors.of(Optional.of("7"), ErrorCodes.INVALID_PARAMS, "a \"b\"")
                        .text())
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":7,\"error\":{\"code\":-32602,\"message\":\"a \\\"b\\\"\"}}");
        assertThat(JsonRpcErrors.notSent(Optional.empty(), "no").text())
                .isEqualTo(
                        "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32603,\"message\":\"no\",\"data\":{\"sent\":false}}}");
        assertThat(JsonRpcErrors.unsupportedVersion(Optional.of("1"), "2027-01-01")
                        .text())
                .endsWith("\"data\":{\"supported\":[\"2026-07-28\"],\"requested\":\"2027-01-01\"}}}");
    }

    @Test
    void shouldGrowWhenProgressIsTold() throws UnreadableAnswerException {
        // given
        RawMessage ours = Progress.waiting("\"tok\\/1\"", 12, "Waiting");

        // when
        RawMessage theirs = Progress.shifted(
                "{\"method\":\"notifications/progress\",\"params\":{\"progress\" : 1 ,\"total\":3,\"progressToken\":\"gw-1\"}}"
                        .getBytes(UTF_8),
                "\"tok\\/1\"",
                Progress.value(12));

        // then
        assertThat(ours.text())
                .isEqualTo(
                        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":\"tok\\/1\","
                                + "\"progress\":0.0012,\"message\":\"Waiting\"}}");
        assertThat(theirs.text())
                .isEqualTo(
                        "{\"method\":\"notifications/progress\",\"params\":{\"progress\" : 1.0012 ,\"total\":3,\"progressToken\":\"tok\\/1\"}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "null", "1e999999", "{}"})
    void shouldRefuseProgressWhenItsValueIsNoPlainNumber(String value) {
        byte[] bytes = ("{\"params\":{\"progressToken\":1,\"progress\":" + value + "}}").getBytes(UTF_8);
        assertThatThrownBy(() -> Progress.shifted(bytes, "1", BigDecimal.ONE))
                .isInstanceOf(UnreadableAnswerException.class);
    }

    @Test
    void shouldChangeOnlyTheIdWhenAnAnswerIsHandedOver() throws UnreadableAnswerException {
        // given
        RawMessage came = RawMessage.of(
                "{\"result\":{\"id\":1,\"big\":" + "9".repeat(80) + "} , \"id\": \"gw-1\",\"jsonrpc\":\"2.0\"}");

        // then
        assertThat(Responses.withId(came, "41").text())
                .isEqualTo("{\"result\":{\"id\":1,\"big\":" + "9".repeat(80) + "} , \"id\": 41,\"jsonrpc\":\"2.0\"}");
        assertThat(Responses.withId(came, "\"gw-1\"")).isSameAs(came);
    }

    @Test
    void shouldReadWhatAnAnswerSaysWhenItIsRecorded() throws UnreadableAnswerException {
        assertThat(Responses.facts(
                        RawMessage.of("{\"id\":1,\"error\":{\"code\":-32055,\"message\":\"no such account\"}}")))
                .isEqualTo(new Responses.Facts(OptionalInt.of(-32055), true, "no such account"));
        assertThat(
                        Responses.facts(
                                RawMessage.of(
                                        "{\"id\":1,\"result\":{\"structuredContent\":{\"n\":1e99999},\"isError\":true,"
                                                + "\"content\":[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"image\"},{\"type\":\"text\",\"text\":\"b\"}]}}")))
                .isEqualTo(new Responses.Facts(OptionalInt.empty(), true, "a\nb"));
    }

    @Test
    void shouldNoticeWhenAnAnswerClaimsADecision() throws UnreadableAnswerException {
        assertThat(Responses.claimsDecision(
                        RawMessage.of("{\"id\":1,\"result\":{\"_meta\":{\"dev.countersign\\/decision\":{}}}}")))
                .isTrue();
        assertThat(Responses.claimsDecision(RawMessage.of("{\"id\":1,\"result\":{\"_meta\":{}}}")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"dev.countersign/decision\":1}",
                "{\"x\":\"\",\"dev.countersign\\/decision\":1}",
                "{\"\\u0064ev.countersign\\u002Fdecision\" :1}",
                "{\"\\\\\":1,\"dev.countersign/decisio\\u006e\":1}",
                "\"\"dev.countersign/decision\""
            })
    void shouldFindTheReservedNameWhereverChunksAreCut(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            ReservedKeyScan scan = new ReservedKeyScan();
            scan.finds(bytes, 0, cut);
            assertThat(scan.finds(bytes, cut, bytes.length))
                    .as("cut at %s", cut)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":\"see dev.countersign/decision\"}", "{\"a\":\"\\\"dev.countersign/decision\\\"\"}",
                        "{\"dev.countersign/decisions\":1}",
                "{\"Dev.countersign/decision\":1}", "{\"a\":\"\\u0022dev.countersign/decision\\u0022\"}",
                        "{\"\\\\u0064ev.countersign/decision\":1}"
            })
    void shouldNotFindTheReservedNameWhenItIsOnlyMentioned(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        assertThat(new ReservedKeyScan().finds(bytes, 0, bytes.length)).isFalse();
    }
}
