package dev.countersign.gateway.protocol.header;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.gateway.protocol.Message;
import dev.countersign.gateway.protocol.MessageScan;
import dev.countersign.gateway.protocol.RejectedMessageException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers of 2026-07-28 that repeat the body. */
class StandardHeadersTest {

    private final Map<String, List<String>> headers = new HashMap<>(Map.of(
            "mcp-protocol-version", List.of("2026-07-28"),
            "mcp-method", List.of("tools/call"),
            "mcp-name", List.of("transfer")));

    @Test
    void shouldFindNoFaultWhenHeadersSayWhatTheBodySays() throws RejectedMessageException {
        assertThat(fault(call("transfer"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mcp-protocol-version", "mcp-method", "mcp-name"})
    void shouldNameTheHeaderWhenItIsMissing(String header) throws RejectedMessageException {
        headers.remove(header);
        assertThat(fault(call("transfer"))).hasValue("the header " + header + " is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "mcp-protocol-version,2025-11-25",
        "mcp-method,tools/list",
        "mcp-method,Tools/Call",
        "mcp-name,echo",
        "mcp-name,Transfer",
        "mcp-name,=?base64?ZWNobw==?=",
        "mcp-name,=?base64?dHJhbnNmZXI?=",
        "mcp-name,=?base64?dHJh bnNmZXI=?=",
        "mcp-name,=?base64?/w==?=",
        "mcp-name,=?base64??="
    })
    void shouldNameTheHeaderWhenItDisagrees(String header, String value) throws RejectedMessageException {
        headers.put(header, List.of(value));
        assertThat(fault(call("transfer"))).hasValue("the header " + header + " does not say what the body says");
    }

    @Test
    void shouldRefuseAHeaderThatComesTwice() throws RejectedMessageException {
        headers.put("mcp-name", Arrays.asList("transfer", "echo"));
        assertThat(fault(call("transfer"))).isPresent();
    }

    @Test
    void shouldReadANameThatIsWrappedInBase64() throws RejectedMessageException {
        String name = "\u00fcberweisung";
        String wrapped = Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
        headers.put("mcp-name", List.of("=?base64?" + wrapped + "?="));
        assertThat(fault(call(name))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "resources/read,uri",
        "prompts/get,name",
        "tasks/get,taskId",
        "tasks/update,taskId",
        "tasks/cancel,taskId"
    })
    void shouldCompareTheMemberThatTheMethodNames(String method, String member) throws RejectedMessageException {
        headers.put("mcp-method", List.of(method));
        headers.put("mcp-name", List.of("x-1"));
        assertThat(fault(request(method, member, "x-1"))).isEmpty();
        assertThat(fault(request(method, member, "x-2"))).isPresent();
    }

    @Test
    void shouldWantNoNameWhenTheMethodHasNone() throws RejectedMessageException {
        headers.put("mcp-method", List.of("tools/list"));
        headers.remove("mcp-name");
        assertThat(fault(request("tools/list", "cursor", "2"))).isEmpty();
    }

    @Test
    void shouldWantNoHeadersOfANotificationButBelieveNoneThatDisagrees() throws RejectedMessageException {
        Message notification = scan("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\",\"params\":{\"_meta\":"
                + "{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}}}");
        headers.clear();
        assertThat(fault(notification)).isEmpty();
        headers.put("mcp-method", List.of("tools/call"));
        assertThat(fault(notification)).isPresent();
    }

    private Optional<String> fault(Message message) {
        return StandardHeaders.fault(message, name -> headers.getOrDefault(name, List.of()));
    }

    private static Message call(String tool) throws RejectedMessageException {
        return request("tools/call", "name", tool);
    }

    private static Message request(String method, String member, String value) throws RejectedMessageException {
        return scan("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":{\"" + member + "\":\""
                + value + "\",\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}}}");
    }

    private static Message scan(String text) throws RejectedMessageException {
        return MessageScan.scan(text.getBytes(StandardCharsets.UTF_8), false)
                .all()
                .get(0);
    }
}
