package dev.countersign.gateway.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Where a value stands in the bytes of a message.
 *
 * @param from offset of its first byte
 * @param to offset behind its last byte
 */
public record Span(int from, int to) {

    public Span {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("a span starts at or before its end: " + from + ".." + to);
        }
    }

    public int size() {
        return to - from;
    }

    /** The exact bytes, copied out of the message this span was found in. */
    public byte[] bytes(byte[] message) {
        return Arrays.copyOfRange(message, from, to);
    }

    /** The exact text, escapes and white space as they stand. */
    public String text(byte[] message) {
        return new String(message, from, to - from, StandardCharsets.UTF_8);
    }
}
