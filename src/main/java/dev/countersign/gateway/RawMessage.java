package dev.countersign.gateway;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One JSON-RPC message as bytes of UTF-8, as it was received or as it will be sent; equal by content, silent in logs. */
public final class RawMessage {

    private final byte[] bytes;

    private RawMessage(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes ownership of the bytes: the caller must not change them any more. */
    public static RawMessage of(byte[] bytes) {
        return new RawMessage(bytes);
    }

    /** The text's UTF-8 bytes. */
    public static RawMessage of(String text) {
        return new RawMessage(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The bytes themselves, not a copy: to be read only. */
    public byte[] bytes() {
        return bytes;
    }

    public int size() {
        return bytes.length;
    }

    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawMessage that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "RawMessage[" + bytes.length + " bytes]";
    }
}
