package dev.countersign.gateway.protocol.task;

import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.protocol.Located;
import dev.countersign.gateway.protocol.Span;
import dev.countersign.gateway.protocol.Splice;
import dev.countersign.json.DoubtfulJsonException;
import dev.countersign.json.JsonText;
import java.util.Optional;

/** Capabilities that the gateway adds to those of a server; every other byte stays as it came. */
public final class TaskOffer {

    /** The extension of 2026-07-28. */
    public static final String EXTENSION = "io.modelcontextprotocol/tasks";

    private static final String TASKS = "{\"cancel\":{},\"requests\":{\"tools\":{\"call\":{}}}}";

    private TaskOffer() {}

    /**
     * The response to {@code initialize} with {@code capabilities.tasks {cancel, requests.tools.call}} (2025-11-25).
     *
     * @return unchanged when it is no such result, or cannot be read in one way only
     */
    public static RawMessage inInitialize(RawMessage response) {
        return changed(response, bytes -> {
            Optional<Span> capabilities = object(bytes, "result", "capabilities");
            if (capabilities.isEmpty()) {
                return bytes;
            }
            if (object(bytes, "result", "capabilities", "tasks").isEmpty()) {
                return with(bytes, TASKS, "result", "capabilities", "tasks");
            }
            byte[] cancelled = with(bytes, "{}", "result", "capabilities", "tasks", "cancel");
            return with(cancelled, "{}", "result", "capabilities", "tasks", "requests", "tools", "call");
        });
    }

    /** The result of {@code server/discover} with the extension, unless the server has it itself; see {@link #inInitialize}. */
    public static RawMessage inDiscovery(RawMessage response) {
        return changed(
                response,
                bytes -> object(bytes, "result", "capabilities").isEmpty()
                        ? bytes
                        : with(bytes, "{}", "result", "capabilities", "extensions", EXTENSION));
    }

    /** Whether it is the result of a discovery. */
    public static boolean isDiscovery(RawMessage response) {
        return has(response, "result", "capabilities");
    }

    /** Whether the server itself offers the extension. */
    public static boolean isInDiscovery(RawMessage response) {
        return has(response, "result", "capabilities", "extensions", EXTENSION);
    }

    private static boolean has(RawMessage response, String... path) {
        try {
            return object(response.bytes(), path).isPresent();
        } catch (DoubtfulJsonException unreadable) {
            return false;
        }
    }

    @FunctionalInterface
    private interface Change {
        byte[] of(byte[] bytes) throws DoubtfulJsonException;
    }

    private static RawMessage changed(RawMessage response, Change change) {
        byte[] bytes = response.bytes();
        try {
            byte[] after = change.of(bytes);
            return after == bytes ? response : RawMessage.of(after);
        } catch (DoubtfulJsonException unreadable) {
            return response;
        }
    }

    /** The object at the path is there afterwards, with those on the way to it; the first of the path is there already. */
    private static byte[] with(byte[] bytes, String value, String... path) throws DoubtfulJsonException {
        for (int depth = 1; depth < path.length; depth++) {
            String[] inner = java.util.Arrays.copyOf(path, depth + 1);
            if (object(bytes, inner).isEmpty()) {
                StringBuilder text = new StringBuilder(value);
                for (int i = path.length - 1; i > depth; i--) {
                    text.insert(0, "{" + JsonText.quote(path[i]) + ":").append('}');
                }
                return put(bytes, text.toString(), inner);
            }
        }
        return bytes;
    }

    private static byte[] put(byte[] bytes, String value, String... path) throws DoubtfulJsonException {
        Optional<Span> other = Located.value(bytes, path);
        if (other.isPresent()) { // something that is no object
            return Splice.of(bytes).replace(other.get(), value).toBytes();
        }
        Span parent =
                object(bytes, java.util.Arrays.copyOf(path, path.length - 1)).orElseThrow();
        return Splice.of(bytes)
                .insertMember(parent, path[path.length - 1], value)
                .toBytes();
    }

    private static Optional<Span> object(byte[] bytes, String... path) throws DoubtfulJsonException {
        return Located.value(bytes, path).filter(span -> bytes[span.from()] == '{');
    }
}
