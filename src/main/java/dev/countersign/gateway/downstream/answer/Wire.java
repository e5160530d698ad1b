package dev.countersign.gateway.downstream.answer;

import dev.countersign.gateway.HeldAnswer;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.protocol.ErrorCodes;
import dev.countersign.gateway.protocol.answer.JsonRpcErrors;
import dev.countersign.gateway.protocol.answer.Progress;
import dev.countersign.gateway.protocol.answer.ToolResults;
import dev.countersign.gateway.protocol.answer.ToolResults.ServerInfo;
import dev.countersign.gateway.protocol.answer.UnreadableAnswerException;
import dev.countersign.gateway.upstream.ServerMessage;
import java.util.Optional;

/** How what a held exchange hears becomes a message for its agent. */
public final class Wire {

    private Wire() {}

    /**
     * The last message of a held exchange.
     *
     * @param ourselves in the modern era, whose results name their server
     */
    public static RawMessage answer(String requestId, Optional<ServerInfo> ourselves, HeldAnswer answer) {
        if (answer instanceof HeldAnswer.FromServer server) {
            return server.response();
        }
        if (answer instanceof HeldAnswer.Ours ours) {
            return ToolResults.response(requestId, ours.told(), ourselves);
        }
        if (answer instanceof HeldAnswer.ComeBack back) {
            return ToolResults.comeBack(requestId, back.requestState(), ourselves.orElseThrow());
        }
        HeldAnswer.Failed failed = (HeldAnswer.Failed) answer;
        return failed.sent()
                ? JsonRpcErrors.of(Optional.of(requestId), ErrorCodes.INTERNAL_ERROR, failed.message())
                : JsonRpcErrors.notSent(Optional.of(requestId), failed.message());
    }

    /** Whether it is a progress notification. */
    public static boolean isProgress(RawMessage message) {
        return ServerMessage.of(message.bytes()).progressToken().isPresent();
    }

    /**
     * A message that the server sent before its response. Progress gets the waiting request's token and grows on from ours; nobody
     * asked for it without a token, and what cannot be read has no place here.
     */
    public static Optional<RawMessage> relayed(RawMessage message, Optional<String> progressToken, long count) {
        if (ServerMessage.of(message.bytes()).progressToken().isEmpty()) {
            return Optional.of(message);
        }
        if (progressToken.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Progress.shifted(message.bytes(), progressToken.get(), Progress.value(count)));
        } catch (UnreadableAnswerException unreadable) {
            return Optional.empty();
        }
    }
}
