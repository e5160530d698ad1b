package dev.countersign.gateway.protocol;

/**
 * Codes of the JSON-RPC errors that the gateway makes itself; what each means for caller, person and operator: {@code docs/errors.md}.
 * Codes that are an HTTP status (401, 403, 404, 413, 415, 429, 431) are positive and reserved by no MCP revision.
 */
public final class ErrorCodes {

    /** Malformed JSON, or too deep (JSON-RPC 2.0, section 5.1). */
    public static final int PARSE_ERROR = -32700;

    /** JSON, but no message: a fault of the envelope. */
    public static final int INVALID_REQUEST = -32600;

    /** No such method; only ever the server's. */
    public static final int METHOD_NOT_FOUND = -32601;

    /** A fault below {@code params}. */
    public static final int INVALID_PARAMS = -32602;

    /** Not sent, or the answer cannot be passed on; {@code data.sent} says which. */
    public static final int INTERNAL_ERROR = -32603;

    /** Header and body disagree (2026-07-28). */
    public static final int HEADER_MISMATCH = -32020;

    /** A capability that this request did not declare (2026-07-28). */
    public static final int MISSING_CAPABILITY = -32021;

    /** A revision that the gateway does not speak (2026-07-28). */
    public static final int UNSUPPORTED_VERSION = -32022;

    private ErrorCodes() {}
}
