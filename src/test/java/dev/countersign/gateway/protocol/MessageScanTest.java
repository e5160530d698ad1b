package dev.countersign.gateway.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.countersign.gateway.protocol.Message.Kind;
import dev.countersign.gateway.protocol.Message.RequestId;
import dev.countersign.gateway.protocol.Message.ToolsCall;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a message, and what is refused: level S of the security design, section 3, row by row. */
class MessageScanTest {

    private static final String CALL =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"transfer\",\"arguments\":%s%s}}";

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    private static RejectedMessageException rejection(String body) {
        return catchThrowableOfType(RejectedMessageException.class, () -> MessageScan.message(utf8(body)));
    }

    private static ToolsCall call(String body) throws RejectedMessageException {
        return MessageScan.message(utf8(body)).call().orElseThrow();
    }

    @Test
    void shouldFindEveryPartWhenACallIsWrittenStrangely() throws RejectedMessageException {
        // given
        String body = " {\"params\" : {\"_meta\":{\"example.org/n\":18446744073709551615,\"progressToken\" : \"p\\/1\","
                + "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":{\"extensions\": {}}},\n"
                + " \"arguments\": {\"é\":1, \"z\":[ ]} ,\"n\\u0061me\":\"ech\\u006f\",\"x-unknown\" : [ 1 ],\"task\":{}}"
                + ",\"method\":\"tools\\/call\",\"id\":\"a\\u0041\",\"extra\":null,\"jsonrpc\":\"2.0\"}\n";
        byte[] bytes = utf8(body);

        // when
        Message message = MessageScan.message(bytes);

        // then
        ToolsCall call = message.call().orElseThrow();
        assertThat(message.kind()).isEqualTo(Kind.REQUEST);
        assertThat(message.span().text(bytes)).isEqualTo(body.strip());
        assertThat(message.id().map(RequestId::text)).contains("\"a\\u0041\"");
        assertThat(message.progressToken()).contains("\"p\\/1\"");
        assertThat(message.protocolVersion()).contains("2026-07-28");
        assertThat(message.params()
                        .flatMap(Params::meta)
                        .flatMap(Params.Meta::clientCapabilities)
                        .map(s -> s.text(bytes)))
                .contains("{\"extensions\": {}}");
        assertThat(call.tool()).isEqualTo("echo");
        assertThat(call.arguments().map(s -> s.text(bytes))).contains("{\"é\":1, \"z\":[ ]}");
        assertThat(call.alsoSent()).isEqualTo("{\"x-unknown\" : [ 1 ]}");
        assertThat(message.params().flatMap(p -> p.value("task")).map(s -> s.text(bytes)))
                .contains("{}");
    }

    @Test
    void shouldSayThatNothingElseWasSentWhenParamsHoldOnlyTheCall() throws RejectedMessageException {
        assertThat(call(CALL.formatted("{}", ",\"_meta\":{}")).alsoSent()).isEmpty();
    }

    @Test
    void shouldCountTheServersStateAsSentAndOursNot() throws RejectedMessageException {
        assertThat(call(CALL.formatted("{}", ",\"requestState\":\"theirs\"")).alsoSent())
                .isEqualTo("{\"requestState\":\"theirs\"}");
        assertThat(call(CALL.formatted("{}", ",\"requestState\":\"cs1.ours\"")).alsoSent())
                .isEmpty();
    }

    @Test
    void shouldTellAbsentArgumentsFromNullWhenACallHasNone() throws RejectedMessageException {
        // given
        ToolsCall isNull = call(CALL.formatted("null", ""));

        // when
        ToolsCall absent = call("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"t\"}}");

        // then
        assertThat(absent).isEqualTo(new ToolsCall("t", Optional.empty(), false, ""));
        assertThat(isNull.nullArguments()).isTrue();
        assertThat(isNull.arguments()).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "REQUEST|{\"jsonrpc\":\"2.0\",\"id\":-5,\"method\":\"ping\"}",
                "NOTIFICATION|{\"jsonrpc\":\"2.0\",\"method\":\"x/unknown\",\"params\":{}}",
                "RESULT|{\"jsonrpc\":\"2.0\",\"id\":\"7\",\"result\":{\"x\":[]}}",
                "ERROR|{\"jsonrpc\":\"2.0\",\"id\":7,\"error\":{\"code\":1,\"message\":\"no\"}}",
                "ERROR|{\"jsonrpc\":\"2.0\",\"error\":{\"code\":1,\"message\":\"no\"}}"
            })
    void shouldTellKindsApartWhenTheEnvelopeIsSound(Kind kind, String body) throws RejectedMessageException {
        assertThat(MessageScan.message(utf8(body)).kind()).isEqualTo(kind);
    }

    @Test
    void shouldCompareIdsAsJsonValuesWhenTheirTextsDiffer() throws RejectedMessageException {
        // given
        String ping = "{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":\"ping\"}";
        RequestId number = MessageScan.message(utf8(ping.formatted("5"))).id().orElseThrow();
        RequestId text = MessageScan.message(utf8(ping.formatted("\"5\""))).id().orElseThrow();
        RequestId escaped =
                MessageScan.message(utf8(ping.formatted("\"\\u0035\""))).id().orElseThrow();

        // then
        assertThat(text.isSame(number)).isFalse();
        assertThat(text.isSame(escaped)).isTrue();
    }

    @Test
    void shouldReadACancellationWhenItNamesARequest() throws RejectedMessageException {
        // given
        byte[] body = utf8("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\","
                + "\"params\":{\"requestId\":\"a\\/b\",\"reason\":\"timed out\"}}");

        // when
        Params params = MessageScan.message(body).params().orElseThrow();

        // then
        assertThat(params.value("requestId").map(s -> s.text(body))).contains("\"a\\/b\"");
        assertThat(params.text("reason")).contains("timed out");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"} x",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\",\"method\":\"b\"",
                "{\"a\":1}//"
            })
    void shouldAnswerParseErrorWhenTheBodyIsNotJson(String body) {
        assertThat(rejection(body).code()).isEqualTo(ErrorCodes.PARSE_ERROR);
    }

    @Test
    void shouldAnswerParseErrorWhenAMessageIsDeeperThan64() {
        assertThat(rejection(CALL.formatted("{\"a\":" + "[".repeat(70) + "]".repeat(70) + "}", ""))
                        .code())
                .isEqualTo(ErrorCodes.PARSE_ERROR);
        assertThat(rejection(CALL.formatted("{\"a\":" + "[".repeat(61) + "]".repeat(61) + "}", "")))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"method\":\"tools/call\",\"params\":{\"name\":\"t\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"METHOD\":\"tools/call\",\"params\":{\"name\":\"t\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"t\"},\"Params\":{\"name\":\"u\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"t\"},\"param\u017f\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"t\"},\"params\":{\"name\":\"t\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"x\":{\"a\":1,\"a\":1}}",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":2.0,\"id\":1,\"method\":\"ping\"}",
                "{\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1e3,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":true,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":[\"tools/call\"]}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":null}",
                "{\"jsonrpc\":\"2.0\",\"id\":1}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{},\"error\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"result\":{}}",
                "{\"jsonrpc\":\"2.0\",\"result\":{}}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"tools/call\",\"params\":{\"name\":\"t\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"tools/call\",\"params\":{\"name\":\"t\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"Tools/Call\",\"params\":{\"name\":\"t\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"TOOLS/LIST\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tool\u017f/call\",\"params\":{\"name\":\"t\"}}",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]",
                "[]",
                "5",
                "\"tools/call\"",
                "null"
            })
    void shouldAnswerInvalidRequestWhenTheEnvelopeIsAtFault(String body) {
        // when
        RejectedMessageException rejection = rejection(body);

        // then
        assertThat(rejection).as(body).isNotNull();
        assertThat(rejection.code()).as(rejection.getMessage()).isEqualTo(ErrorCodes.INVALID_REQUEST);
        assertThat(rejection.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"echo\",\"arguments\":{},\"name\":\"transfer\"}",
                "{\"name\":\"echo\",\"n\\u0061me\":\"transfer\"}",
                "{\"name\":\"echo\",\"NAME\":\"transfer\"}",
                "{\"name\":\"echo\",\"Arguments\":{}}",
                "{\"name\":\"echo\",\"argument\u017f\":{}}",
                "{\"name\":\"echo\",\"_META\":{}}",
                "{\"name\":\"echo\",\"Task\":{}}",
                "{\"name\":\"echo\",\"tas\u212a\":{}}",
                "{\"name\":\"echo\",\"inputresponses\":{}}",
                "{\"name\":\"echo\",\"RequestState\":\"x\"}",
                "{\"name\":\"echo\",\"arguments\":{},\"arguments\":{}}",
                "{\"name\":\"echo\",\"arguments\":{\"a\":[{\"b\":1,\"b\":2}]}}",
                "{\"name\":\"echo\",\"_meta\":{\"a\":1,\"a\":2}}",
                "{\"name\":[\"transfer\"]}",
                "{\"name\":null}",
                "{\"name\":7}",
                "{}",
                "{\"arguments\":{}}",
                "{\"name\":\"\"}",
                "[\"transfer\",{}]",
                "null",
                "\"x\"",
                "{\"name\":\"transfer\\ud800\"}",
                "{\"name\":\"echo\",\"arguments\":[]}",
                "{\"name\":\"echo\",\"arguments\":\"{}\"}",
                "{\"name\":\"echo\",\"arguments\":5}",
                "{\"name\":\"echo\",\"arguments\":true}",
                "{\"name\":\"echo\",\"arguments\":{\"\\udc00\":1}}",
                "{\"name\":\"echo\",\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":20260728}}"
            })
    void shouldAnswerInvalidParamsWhenParamsAreAtFault(String params) {
        // when
        RejectedMessageException before =
                rejection("{\"jsonrpc\":\"2.0\",\"id\":\"i\",\"method\":\"tools/call\",\"params\":" + params + "}");
        RejectedMessageException after =
                rejection("{\"params\":" + params + ",\"method\":\"tools/call\",\"jsonrpc\":\"2.0\",\"id\":\"i\"}");

        // then
        assertThat(before).as(params).isNotNull();
        assertThat(before.code()).as(before.getMessage()).isEqualTo(ErrorCodes.INVALID_PARAMS);
        assertThat(before.requestId()).contains("\"i\"");
        assertThat(after.code()).as(after.getMessage()).isEqualTo(ErrorCodes.INVALID_PARAMS);
    }

    @Test
    void shouldKeepWordsTo256BytesWhenTheyAreLong() {
        String ok = "é".repeat(128);
        String id =
                "{\"jsonrpc\":\"2.0\",\"id\":\"%s\",\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"_meta\":{\"progressToken\":\"%s\"}}}";
        assertThat(rejection(id.formatted(ok, ok, ok))).isNull();
        assertThat(rejection(id.formatted(ok + "x", ok, ok)).code()).isEqualTo(ErrorCodes.INVALID_REQUEST);
        assertThat(rejection(id.formatted(ok, ok + "x", ok)).code()).isEqualTo(ErrorCodes.INVALID_PARAMS);
        assertThat(rejection(id.formatted(ok, ok, ok + "x")).code()).isEqualTo(ErrorCodes.INVALID_PARAMS);
    }

    @Test
    void shouldCarryTheIdWhenItComesBehindTheFault() {
        assertThat(rejection("{\"method\":\"ping\",\"METHOD\":\"x\",\"jsonrpc\":\"2.0\",\"id\": 41 }")
                        .requestId())
                .contains("41");
    }

    @Test
    void shouldNotNameValuesWhenAMessageIsRefused() {
        assertThat(rejection(CALL.formatted("{\"p\":\"s3cret\"", ",\"p\":s3cret}"))
                        .getMessage())
                .doesNotContain("s3cret");
        assertThat(rejection(CALL.formatted("\"s3cret\"", "")).getMessage()).doesNotContain("s3cret");
    }

    @Test
    void shouldSplitABatchWhenTheRevisionHasThem() throws RejectedMessageException {
        // given
        byte[] body =
                utf8("[ {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"} ,\n{\"jsonrpc\":\"2.0\",\"method\":\"x\"},"
                        + CALL.formatted("{}", "") + "]");

        // when
        MessageScan.Messages messages = MessageScan.scan(body, true);

        // then
        assertThat(messages.batch()).isTrue();
        assertThat(messages.all()).hasSize(3);
        assertThat(messages.all().get(0).span().text(body))
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}");
        assertThat(messages.all().get(2).call().orElseThrow().tool()).isEqualTo("transfer");
    }

    @Test
    void shouldRefuseTheWholeBatchWhenAnElementIsAtFault() {
        String ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
        for (String body : new String[] {
            "[]",
            "[[" + ping + "]]",
            "[5]",
            "[" + ping + ",{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"initialize\"}]",
            "[" + (ping + ",").repeat(50) + ping + "]",
            "[" + ping + ",{\"jsonrpc\":\"2.0\",\"method\":\"tools/call\",\"params\":{\"name\":\"t\"}}]"
        }) {
            RejectedMessageException rejection =
                    catchThrowableOfType(RejectedMessageException.class, () -> MessageScan.scan(utf8(body), true));
            assertThat(rejection).as(body).isNotNull();
            assertThat(rejection.code()).isEqualTo(ErrorCodes.INVALID_REQUEST);
            assertThat(rejection.requestId()).isEmpty();
        }
    }

    @Test
    void shouldNeedFewMicrosecondsWhenACallIsScanned() throws RejectedMessageException {
        // given
        byte[] body = utf8(CALL.formatted(
                "{\"amount\":250,\"currency\":\"EUR\",\"to\":\"DE89370400440532013000\",\"note\":\""
                        + "invoice 4711 ".repeat(8) + "\",\"tags\":[\"a\",\"b\"]}",
                ",\"_meta\":{\"progressToken\":17}"));
        for (int i = 0; i < 20_000; i++) {
            MessageScan.message(body);
        }

        // when
        long from = System.nanoTime();
        for (int i = 0; i < 20_000; i++) {
            MessageScan.message(body);
        }
        long each = (System.nanoTime() - from) / 20_000;

        // then: the target is 10; the rest is room for a busy machine
        assertThat(each).isLessThan(100_000);
    }
}
