package dev.countersign.audit.verify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Optional;

/** Reads a file line by line, one line in memory, with a running SHA-256 of what lies before the current line. */
final class LineReader {

    private static final int LONGEST = 32 * 1024 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[64 * 1024];
    private final MessageDigest before = Hashes.sha256();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(4096);
    private int position;
    private int filled;
    private long number;
    private boolean unread = true;

    LineReader(InputStream in) {
        this.in = in;
    }

    /** Number of the current line, from 1. */
    long number() {
        return number;
    }

    /** SHA-256 of all bytes before the current line, in hexadecimal digits. */
    String hashBefore() {
        try {
            return Hashes.hex(((MessageDigest) before.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's SHA-256 can be cloned", e);
        }
    }

    /** The next line without its line feed; empty at the end of the file. */
    Optional<byte[]> next() throws IOException, BrokenException {
        if (!unread) {
            before.update(line.toByteArray());
            before.update((byte) '\n');
        }
        unread = false;
        line.reset();
        number++;
        while (fill()) {
            int end = position;
            while (end < filled && buffer[end] != '\n') {
                end++;
            }
            line.write(buffer, position, end - position);
            position = end;
            if (line.size() > LONGEST) {
                throw new BrokenException("longer than any line of an export");
            }
            if (end < filled) {
                position++;
                return Optional.of(line.toByteArray());
            }
        }
        if (line.size() > 0) {
            throw new BrokenException("the last line has no line feed: the file was cut");
        }
        return Optional.empty();
    }

    private boolean fill() throws IOException {
        if (position < filled) {
            return true;
        }
        position = 0;
        filled = Math.max(0, in.read(buffer));
        return filled > 0;
    }
}
