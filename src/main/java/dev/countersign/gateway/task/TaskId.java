package dev.countersign.gateway.task;

import dev.countersign.call.IdSource;
import java.util.Base64;

/**
 * The id of a task of ours: {@code cst_} and 128 random bits, visible ASCII.
 *
 * @param value as agents know it
 */
public record TaskId(String value) {

    private static final String PREFIX = "cst_";
    private static final int BYTES = 16;

    /** Whether a task id claims to be one of ours; all others are the server's business. */
    public static boolean isOurs(String id) {
        return id.startsWith(PREFIX);
    }

    static TaskId fresh(IdSource ids) {
        return new TaskId(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(ids.bytes(BYTES)));
    }

    @Override
    public String toString() {
        return value;
    }
}
