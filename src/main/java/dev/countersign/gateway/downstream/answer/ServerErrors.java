package dev.countersign.gateway.downstream.answer;

import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.protocol.ErrorCodes;
import dev.countersign.gateway.protocol.answer.Responses;
import dev.countersign.gateway.protocol.answer.UnreadableAnswerException;
import io.vertx.core.buffer.Buffer;
import java.util.OptionalInt;
import java.util.Set;

/** Which errors of a server say that it did nothing. */
final class ServerErrors {

    private static final Set<Integer> NOT_RUN = Set.of(
            ErrorCodes.PARSE_ERROR, ErrorCodes.INVALID_REQUEST, ErrorCodes.METHOD_NOT_FOUND, ErrorCodes.INVALID_PARAMS);

    private ServerErrors() {}

    /** Whether the response is an error that comes before anything is run; what cannot be read is not. */
    static boolean nothingHappened(Buffer json) {
        try {
            OptionalInt code = Responses.facts(RawMessage.of(json.getBytes())).errorCode();
            return code.isPresent() && NOT_RUN.contains(code.getAsInt());
        } catch (UnreadableAnswerException unreadable) {
            return false;
        }
    }
}
