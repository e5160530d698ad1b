package dev.countersign.gateway.upstream.stdio;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads lines of bytes that may be long, but not endless. */
final class LineReader {

    private static final int CHUNK = 64 * 1024;

    private final InputStream in;
    private final int longest;
    private final byte[] chunk = new byte[CHUNK];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int at;
    private int end;

    LineReader(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /**
     * The next line without its line feed; empty lines too, and at the end what has no line feed.
     *
     * @return an empty array of length 0 for an empty line, {@code END} at the end of the input
     * @throws LineTooLongException when a line exceeds the limit
     */
    byte[] next() throws IOException {
        while (true) {
            if (at == end && !fill()) {
                return line.size() > 0 ? take() : END;
            }
            int feed = feed();
            append(feed - at);
            at = feed;
            if (at < end) {
                at++;
                return take();
            }
        }
    }

    /** What {@link #next} returns at the end of the input, and only then. */
    static final byte[] END = new byte[0];

    private boolean fill() throws IOException {
        int read = in.read(chunk);
        at = 0;
        end = Math.max(read, 0);
        return read > 0;
    }

    private int feed() {
        int i = at;
        while (i < end && chunk[i] != '\n') {
            i++;
        }
        return i;
    }

    private void append(int count) throws LineTooLongException {
        if (line.size() + count > longest) {
            throw new LineTooLongException("a line exceeds " + longest + " bytes");
        }
        line.write(chunk, at, count);
    }

    private byte[] take() {
        byte[] bytes = line.toByteArray();
        line.reset();
        return bytes;
    }

    /** A line exceeds the limit; where the next one would begin is unknown. */
    static final class LineTooLongException extends IOException {
        LineTooLongException(String message) {
            super(message);
        }
    }
}
