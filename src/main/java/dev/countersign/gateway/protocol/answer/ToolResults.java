package dev.countersign.gateway.protocol.answer;

import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.Told;
import dev.countersign.json.JsonText;
import java.util.Optional;

/** Tool results of the gateway's own: the outer contract, section 3. */
public final class ToolResults {

    /** The member of {@code _meta} that says who decided; only results of ours may carry it. */
    public static final String DECISION_KEY = "dev.countersign/decision";

    private ToolResults() {}

    /** Who answers, as modern results name it. */
    public record ServerInfo(String name, String version) {}

    /**
     * A response with a result of ours.
     *
     * @param requestId the exact text of the waiting request's id
     * @param server present in the modern era, whose results name their kind and their server
     */
    public static RawMessage response(String requestId, Told told, Optional<ServerInfo> server) {
        return RawMessage.of("{\"jsonrpc\":\"2.0\",\"id\":" + requestId + ",\"result\":" + result(told, server) + "}");
    }

    /** The result alone, for inside a task. */
    public static String result(Told told, Optional<ServerInfo> server) {
        StringBuilder out = new StringBuilder(320 + told.text().length());
        out.append('{');
        server.ifPresent(info -> out.append("\"resultType\":\"complete\","));
        out.append("\"content\":[{\"type\":\"text\",\"text\":");
        JsonText.append(out, told.text());
        out.append("}],\"isError\":true,\"_meta\":{");
        server.ifPresent(info -> appendServer(out, info).append(','));
        JsonText.append(out, DECISION_KEY).append(":{\"outcome\":");
        JsonText.append(out, told.outcome().word());
        member(out, "by", told.by().word());
        member(out, "rule", told.rule());
        member(out, "policyVersion", told.policyVersion());
        told.approvalId().ifPresent(id -> member(out, "approvalId", id.toString()));
        told.expiresAt().ifPresent(at -> member(out, "expiresAt", at.toString()));
        told.url().ifPresent(url -> member(out, "url", url));
        return out.append("}}}").toString();
    }

    /** A modern result that asks the client to come back with a state and nothing else (protocol design, section 12). */
    public static RawMessage comeBack(String requestId, String requestState, ServerInfo server) {
        StringBuilder out = new StringBuilder(256 + requestState.length());
        out.append("{\"jsonrpc\":\"2.0\",\"id\":").append(requestId);
        out.append(",\"result\":{\"resultType\":\"input_required\",\"requestState\":");
        JsonText.append(out, requestState).append(",\"_meta\":{");
        return RawMessage.of(appendServer(out, server).append("}}}").toString());
    }

    /** The member {@code _meta} of a modern result that says nothing but who answers. */
    public static String meta(ServerInfo server) {
        StringBuilder out = new StringBuilder("\"_meta\":{");
        return appendServer(out, server).append('}').toString();
    }

    private static StringBuilder appendServer(StringBuilder out, ServerInfo server) {
        out.append("\"io.modelcontextprotocol/serverInfo\":{\"name\":");
        JsonText.append(out, server.name()).append(",\"version\":");
        return JsonText.append(out, server.version()).append('}');
    }

    private static void member(StringBuilder out, String name, String value) {
        JsonText.append(out.append(','), name).append(':');
        JsonText.append(out, value);
    }
}
