package dev.countersign.gateway.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.gateway.RawMessage;
import dev.countersign.json.JsonText;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Changes a message without writing it again: named spans get other bytes, all others stay as they came. The changes may be named in
 * any order and must not overlap.
 */
public final class Splice {

    private record Change(Span span, RawMessage with) {}

    private final byte[] message;
    private final List<Change> changes = new ArrayList<>();

    private Splice(byte[] message) {
        this.message = message;
    }

    /** Starts a change of these bytes; they are read only. */
    public static Splice of(byte[] message) {
        return new Splice(message);
    }

    /** Puts other bytes in place of a span. */
    public Splice replace(Span span, byte[] with) {
        if (span.to() > message.length) {
            throw new IllegalArgumentException("the span ends behind the message");
        }
        changes.add(new Change(span, RawMessage.of(with)));
        return this;
    }

    /** Puts another text in place of a span. */
    public Splice replace(Span span, String with) {
        return replace(span, with.getBytes(UTF_8));
    }

    public Splice cut(Span span) {
        return replace(span, new byte[0]);
    }

    /**
     * Adds a member at the front of an object.
     *
     * @param object the span of the object, brace to brace, that has no such member yet
     * @param valueText the exact JSON text of the value
     */
    public Splice insertMember(Span object, String name, String valueText) {
        int at = object.from() + 1;
        String member = JsonText.quote(name) + ":" + valueText + (isEmpty(object) ? "" : ",");
        return replace(new Span(at, at), member);
    }

    public boolean isUnchanged() {
        return changes.isEmpty();
    }

    /** The changed message; the same array when nothing changes. */
    public byte[] toBytes() {
        if (changes.isEmpty()) {
            return message;
        }
        List<Change> ordered = new ArrayList<>(changes);
        ordered.sort(Comparator.comparingInt((Change c) -> c.span().from())
                .thenComparingInt(c -> c.span().to()));
        ByteArrayOutputStream out = new ByteArrayOutputStream(message.length + 64);
        int at = 0;
        for (Change change : ordered) {
            if (change.span().from() < at) {
                throw new IllegalStateException("two changes of a message overlap at byte " + at);
            }
            out.write(message, at, change.span().from() - at);
            out.writeBytes(change.with().bytes());
            at = change.span().to();
        }
        out.write(message, at, message.length - at);
        return out.toByteArray();
    }

    private boolean isEmpty(Span object) {
        int at = object.from() + 1;
        while (message[at] == ' ' || message[at] == '\t' || message[at] == '\n' || message[at] == '\r') {
            at++;
        }
        return message[at] == '}';
    }
}
