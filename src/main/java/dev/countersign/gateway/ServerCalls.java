package dev.countersign.gateway;

import dev.countersign.call.AgentName;
import dev.countersign.call.ServerName;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Sends a released call to its server: once, on a fresh connection, without retries or redirects. */
public interface ServerCalls {

    /**
     * Sends the message and follows the answer to its end.
     *
     * @param relay gets what the server sends before its response (notifications, its own requests), in order
     * @param beforeFirstByte asked when the connection stands and no byte of the call is written yet; false: it is not sent
     * @param sent told once when the request has been handed to the connection
     * @return never fails; what is not certain is {@link ServerAnswer.Unknown}
     */
    CompletionStage<ServerAnswer> send(
            Dispatch dispatch, Consumer<RawMessage> relay, BeforeFirstByte beforeFirstByte, Runnable sent);

    /** The last question before a byte leaves, and the last word behind it. */
    @FunctionalInterface
    interface BeforeFirstByte {
        boolean maySend();

        /**
         * Completes when the agent takes the call back on purpose. Once bytes have left the server is told, by the id that it knows, and
         * without a response soon after the outcome is unknown.
         */
        default CompletionStage<Void> cancelled() {
            return new CompletableFuture<>();
        }
    }

    /**
     * One sending of one approved call.
     *
     * @param message the stored bytes, or with the approver's edited arguments
     * @param requestId the exact text of the message's {@code id}, to find its response
     * @param session the MCP session of ours it belongs to; opened anew upstream when the server lost it
     */
    record Dispatch(
            ServerName server,
            AgentName agent,
            RawMessage message,
            String requestId,
            Era era,
            Optional<String> session,
            Map<String, String> headers) {}
}
