package dev.countersign.gateway.protocol.answer;

import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.protocol.Located;
import dev.countersign.gateway.protocol.Message.RequestId;
import dev.countersign.json.DoubtfulJsonException;
import dev.countersign.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Shows a link through the client, by an elicitation in URL mode (2025-11-25, client features, elicitation). A courtesy: what the client
 * answers is taken note of by nobody, since who sits at the agent is not who decides.
 *
 * @param id of the elicitation; our request has the same with our prefix
 */
public record UrlElicitation(UUID id, String url, String message) {

    /** Whether the capabilities of a client offer it: {@code elicitation.url}. */
    public static boolean declared(String capabilities) {
        try {
            return Located.value(capabilities.getBytes(StandardCharsets.UTF_8), "elicitation", "url")
                    .isPresent();
        } catch (DoubtfulJsonException unreadable) {
            return false;
        }
    }

    /** The request to the client. */
    public RawMessage ask() {
        return RawMessage.of("{\"jsonrpc\":\"2.0\",\"id\":" + JsonText.quote(RequestId.OURS + id)
                + ",\"method\":\"elicitation/create\",\"params\":{\"mode\":\"url\",\"elicitationId\":"
                + JsonText.quote(id.toString())
                + ",\"url\":" + JsonText.quote(url) + ",\"message\":" + JsonText.quote(message) + "}}");
    }

    /** What the client hears when the link has served its time. */
    public RawMessage complete() {
        return RawMessage.of(
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/elicitation/complete\",\"params\":{\"elicitationId\":"
                        + JsonText.quote(id.toString()) + "}}");
    }
}
