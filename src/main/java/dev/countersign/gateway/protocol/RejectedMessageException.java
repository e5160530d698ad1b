package dev.countersign.gateway.protocol;

import java.util.Optional;

/**
 * A message that the gateway does not pass on: malformed, ambiguous or no message of MCP. Nothing was held, nothing was sent. Carries
 * what the answer needs, and no stack trace: hostile input must not be dearer than good input.
 */
public final class RejectedMessageException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int BAD_REQUEST = 400;

    private final int code;
    private final String sentence;
    private final String requestId;

    RejectedMessageException(int code, String requestId, String sentence) {
        super(sentence, null, false, false);
        this.code = code;
        this.sentence = sentence;
        this.requestId = requestId;
    }

    /** What is wrong and where, for the error's {@code message}. */
    public String sentence() {
        return sentence;
    }

    /** HTTP status of the answer. */
    public int status() {
        return BAD_REQUEST;
    }

    /** Code of the JSON-RPC error, one of {@link ErrorCodes}. */
    public int code() {
        return code;
    }

    /** The exact text of the request's {@code id}, when one was found that an answer may carry. */
    public Optional<String> requestId() {
        return requestId.isEmpty() ? Optional.empty() : Optional.of(requestId);
    }
}
