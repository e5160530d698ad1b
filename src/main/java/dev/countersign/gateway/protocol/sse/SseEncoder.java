package dev.countersign.gateway.protocol.sse;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.gateway.RawMessage;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Optional;

/** Writes blocks of an event stream. */
public final class SseEncoder {

    private static final byte[] DATA = "data: ".getBytes(UTF_8);

    private SseEncoder() {}

    /**
     * A message as an event.
     *
     * @param id the event's id, without line breaks; absent on streams that cannot be resumed
     */
    public static byte[] event(Optional<String> id, RawMessage message) {
        byte[] bytes = message.bytes();
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 96);
        out.writeBytes("event: message\n".getBytes(UTF_8));
        id.ifPresent(value -> out.writeBytes(("id: " + oneLine(value) + "\n").getBytes(UTF_8)));
        int from = 0;
        for (int at = 0; at < bytes.length; at++) {
            boolean twoBytes = bytes[at] == '\r' && at + 1 < bytes.length && bytes[at + 1] == '\n';
            if (!twoBytes && (bytes[at] == '\n' || bytes[at] == '\r')) {
                boolean crlf = bytes[at] == '\n' && at > from && bytes[at - 1] == '\r';
                data(out, bytes, from, crlf ? at - 1 : at);
                from = at + 1;
            }
        }
        data(out, bytes, from, bytes.length);
        out.write('\n');
        return out.toByteArray();
    }

    /** A comment: a sign of life that clients ignore. */
    public static byte[] comment(String text) {
        return (": " + oneLine(text) + "\n\n").getBytes(UTF_8);
    }

    /** An event without data that gives the client a place to resume from (2025-11-25 only: older clients break on it). */
    public static byte[] primer(String id, Duration retry) {
        return ("id: " + oneLine(id) + "\nretry: " + retry.toMillis() + "\ndata:\n\n").getBytes(UTF_8);
    }

    /** How long a client shall wait before it comes back. */
    public static byte[] retry(Duration retry) {
        return ("retry: " + retry.toMillis() + "\n\n").getBytes(UTF_8);
    }

    private static void data(ByteArrayOutputStream out, byte[] bytes, int from, int to) {
        out.writeBytes(DATA);
        out.write(bytes, from, to - from);
        out.write('\n');
    }

    private static String oneLine(String text) {
        return text.replace('\r', ' ').replace('\n', ' ');
    }
}
