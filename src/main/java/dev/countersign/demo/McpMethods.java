package dev.countersign.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** What the exchange answers to one JSON-RPC message. */
final class McpMethods {
    static final int INVALID_REQUEST = -32600;
    static final int METHOD_NOT_FOUND = -32601;
    static final int INVALID_PARAMS = -32602;

    private final ExchangeTools tools;

    McpMethods(ExchangeTools tools) {
        this.tools = tools;
    }

    /** The response to a request; empty for notifications and for responses of the client. */
    Optional<ObjectNode> answer(JsonNode message) {
        JsonNode method = message.path("method");
        boolean response = method.isMissingNode() && (message.has("result") || message.has("error"));
        if (response || (method.isTextual() && !message.has("id"))) {
            return Optional.empty();
        }
        JsonNode id = message.path("id");
        if (!method.isTextual()
                || !message.path("jsonrpc").asText().equals("2.0")
                || !(id.isTextual() || id.isNumber())) {
            return Optional.of(error(id, INVALID_REQUEST, "This is no JSON-RPC 2.0 request."));
        }
        return Optional.of(answer(id, method.textValue(), message.path("params")));
    }

    private ObjectNode answer(JsonNode id, String method, JsonNode params) {
        return switch (method) {
            case "initialize" -> initialize(id, params);
            case "ping" -> result(id, Json.MAPPER.createObjectNode());
            case "tools/list" -> result(id, Json.MAPPER.createObjectNode().set("tools", tools.definitions()));
            case "tools/call" -> call(id, params);
            default -> error(id, METHOD_NOT_FOUND, "The exchange has no such method.");
        };
    }

    private static ObjectNode initialize(JsonNode id, JsonNode params) {
        JsonNode asked = params.path("protocolVersion");
        if (!asked.isTextual()) {
            return error(id, INVALID_PARAMS, "initialize needs protocolVersion.");
        }
        ObjectNode result =
                Json.MAPPER.createObjectNode().put("protocolVersion", McpSessions.settle(asked.textValue()));
        result.putObject("capabilities").putObject("tools").put("listChanged", false);
        result.putObject("serverInfo")
                .put("name", "countersign-demo-exchange")
                .put("title", "Demo exchange")
                .put("version", "1");
        result.put(
                "instructions",
                "A demo exchange with play money. Amounts are exact decimals. transfer and withdraw are final.");
        return result(id, result);
    }

    private ObjectNode call(JsonNode id, JsonNode params) {
        JsonNode name = params.path("name");
        JsonNode arguments = params.path("arguments");
        if (!name.isTextual() || !(arguments.isMissingNode() || arguments.isObject())) {
            return error(id, INVALID_PARAMS, "tools/call needs a name, and arguments have to be an object.");
        }
        if (!tools.has(name.textValue())) {
            return error(id, INVALID_PARAMS, "Unknown tool: " + name.textValue());
        }
        return result(id, tools.call(name.textValue(), arguments));
    }

    private static ObjectNode result(JsonNode id, JsonNode result) {
        ObjectNode message = Json.MAPPER.createObjectNode().put("jsonrpc", "2.0");
        message.set("id", id);
        message.set("result", result);
        return message;
    }

    static ObjectNode error(JsonNode id, int code, String text) {
        ObjectNode message = Json.MAPPER.createObjectNode().put("jsonrpc", "2.0");
        message.set("id", id.isTextual() || id.isNumber() ? id : Json.MAPPER.nullNode());
        message.putObject("error").put("code", code).put("message", text);
        return message;
    }
}
