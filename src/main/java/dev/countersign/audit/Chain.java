package dev.countersign.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/**
 * A place in the hash chain: the log, the number of its last line and the link up to there.
 *
 * <p>{@code L(0) = SHA-256("countersign-audit-log-v1" LF logId LF)}, {@code H(n) = SHA-256(line n without its LF)},
 * {@code L(n) = SHA-256(0x01 ‖ L(n−1) ‖ H(n))}. Immutable.
 */
public final class Chain {

    private static final String DOMAIN = "countersign-audit-log-v1";
    private static final byte NODE = 0x01;

    private final UUID logId;
    private final long seq;
    private final byte[] link;

    private Chain(UUID logId, long seq, byte[] link) {
        this.logId = logId;
        this.seq = seq;
        this.link = link;
    }

    /** Before the first line. */
    public static Chain start(UUID logId) {
        byte[] text = (DOMAIN + "\n" + logId + "\n").getBytes(StandardCharsets.UTF_8);
        return new Chain(logId, 0, sha256().digest(text));
    }

    /** A place that was stored before. */
    public static Chain at(UUID logId, long seq, byte[] link) {
        if (seq < 0 || link.length != 32) {
            throw new IllegalArgumentException("a place in the chain is a number and a link of 32 bytes");
        }
        return new Chain(logId, seq, link.clone());
    }

    /** The place after one more line. */
    public Chain append(byte[] line) {
        MessageDigest sha = sha256();
        byte[] hash = sha.digest(line);
        sha.update(NODE);
        sha.update(link);
        sha.update(hash);
        return new Chain(logId, seq + 1, sha.digest());
    }

    public UUID logId() {
        return logId;
    }

    /** Number of lines up to here; the first one is 1. */
    public long seq() {
        return seq;
    }

    /** A copy of {@code L(seq)}, 32 bytes. */
    public byte[] linkBytes() {
        return link.clone();
    }

    /** {@code L(seq)} in lower-case hexadecimal digits. */
    public String link() {
        return HexFormat.of().formatHex(link);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return logId + "/" + seq;
    }
}
