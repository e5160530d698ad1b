package dev.countersign.call;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The text of {@code params.arguments} exactly as the agent sent it: cut out of the request, hashed, stored, shown and sent,
 * never parsed and written again. Equal by content; {@code toString} never says what is inside.
 */
public final class RawArguments {

    private static final RawArguments ABSENT = new RawArguments(new byte[0]);

    private final byte[] bytes;

    private RawArguments(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The call had no {@code arguments} member: the empty text. */
    public static RawArguments absent() {
        return ABSENT;
    }

    /** Takes a copy of UTF-8 text that a strict parser has accepted. */
    public static RawArguments of(byte[] utf8) {
        return utf8.length == 0 ? ABSENT : new RawArguments(utf8.clone());
    }

    /** The text's UTF-8 bytes. */
    public static RawArguments of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    public boolean isAbsent() {
        return bytes.length == 0;
    }

    /** Size in bytes of UTF-8. */
    public int size() {
        return bytes.length;
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The text, for showing and storing. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawArguments that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "RawArguments[" + bytes.length + " bytes]";
    }
}
