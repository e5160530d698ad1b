package dev.countersign.audit.verify;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The chain's arithmetic: {@code L(n) = SHA-256(0x01 ‖ L(n−1) ‖ H(n))}. */
final class Hashes {

    private Hashes() {}

    /** {@code L(0)} of a log. */
    static byte[] start(String logId) {
        return sha256(utf8("countersign-audit-log-v1\n" + logId + "\n"));
    }

    /** The next link. */
    static byte[] link(byte[] previous, byte[] lineHash) {
        MessageDigest sha = sha256();
        sha.update((byte) 1);
        sha.update(previous);
        sha.update(lineHash);
        return sha.digest();
    }

    static byte[] sha256(byte[] bytes) {
        return sha256().digest(bytes);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The digest of a call: netstrings of the domain, server, tool, agent and the arguments' text. */
    static String call(String server, String tool, String agent, String arguments, String alsoSent) {
        MessageDigest sha = sha256();
        netstring(sha, "countersign-call-v1");
        netstring(sha, server);
        netstring(sha, tool);
        netstring(sha, agent);
        netstring(sha, arguments);
        if (!alsoSent.isEmpty()) {
            netstring(sha, alsoSent);
        }
        return "sha256:" + hex(sha.digest());
    }

    private static void netstring(MessageDigest sha, String text) {
        byte[] bytes = utf8(text);
        sha.update(utf8(bytes.length + ":"));
        sha.update(bytes);
        sha.update((byte) ',');
    }
}
