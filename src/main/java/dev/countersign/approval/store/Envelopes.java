package dev.countersign.approval.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/**
 * The values of the topics: JSON objects with {@code type}, {@code id}, {@code version} and {@code at} (outer contract, section 5).
 * Only {@code call.parking} on {@code countersign.calls} carries the argument text: that record is the call.
 */
@ApplicationScoped
class Envelopes {

    private final ObjectMapper json = new ObjectMapper();

    String change(String type, HeldCallRow row, Instant now, String node, String arguments) {
        ObjectNode envelope = json.createObjectNode();
        envelope.put("type", type);
        envelope.put("id", row.id.toString());
        envelope.put("version", row.version);
        envelope.put("at", now.toString());
        envelope.put("node", node);
        envelope.put("server", row.server);
        envelope.put("tool", row.tool);
        envelope.put("agent", row.agent);
        envelope.put("owner", row.owner);
        envelope.put("digest", row.digest);
        envelope.put("rule", row.rulePointer);
        envelope.put("policyVersion", row.policyVersion);
        envelope.put("expiresAt", row.expiresAt.toString());
        if (!arguments.isEmpty()) {
            envelope.put("argumentsText", arguments);
        }
        return envelope.toString();
    }
}
