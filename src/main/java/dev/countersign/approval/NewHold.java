package dev.countersign.approval;

import dev.countersign.call.HoldTerms;
import dev.countersign.call.PersonName;
import dev.countersign.call.Risk;
import dev.countersign.call.ToolCall;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A call that the policy holds, with everything that is frozen for it.
 *
 * @param owner the person whose agent it is
 * @param expiresAfter from the database's now
 * @param toolPin the tool definition's pin, as far as it is known
 * @param serverIdentity stands for the server's address and the gateway's credential for it
 * @param parked what would be sent
 */
public record NewHold(
        ToolCall call,
        PersonName owner,
        HoldTerms terms,
        Duration expiresAfter,
        Risk risk,
        Optional<String> toolPin,
        String serverIdentity,
        Parked parked) {

    /**
     * The request as it was received.
     *
     * @param era attaching never crosses it
     * @param message the whole JSON-RPC message in UTF-8
     * @param requestId the exact text of its id
     * @param headers what is passed on with it
     */
    public record Parked(
            String era,
            String message,
            String requestId,
            Optional<String> progressToken,
            String meta,
            Optional<String> session,
            Map<String, String> headers) {
        public Parked {
            headers = Map.copyOf(headers);
        }

        @Override
        public String toString() {
            return "Parked[" + message.length() + " characters]";
        }
    }
}
