package dev.countersign.call;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a decision names: SHA-256 over who calls what with which bytes, as netstrings so that no two calls share one text.
 *
 * <p>{@code ns("countersign-call-v1") ns(server) ns(tool) ns(agent) ns(argumentsText)}, and, when {@code params} held more than
 * name, arguments and {@code _meta}, {@code ns(alsoSent)} behind it. Compared byte for byte; capitals differ.
 *
 * @param value {@code sha256:} and 64 lower-case hexadecimal digits
 */
public record Digest(String value) {

    private static final String PREFIX = "sha256:";
    private static final String DOMAIN = "countersign-call-v1";

    public Digest {
        if (!value.startsWith(PREFIX) || value.length() != PREFIX.length() + 64) {
            throw new IllegalArgumentException("a digest is sha256: and 64 hexadecimal digits");
        }
    }

    /**
     * The digest of one call.
     *
     * @param alsoSent the text of the other members of {@code params}, empty when there are none
     */
    public static Digest of(
            ServerName server, ToolName tool, AgentName agent, RawArguments arguments, String alsoSent) {
        MessageDigest sha = sha256();
        netstring(sha, utf8(DOMAIN));
        netstring(sha, utf8(server.value()));
        netstring(sha, utf8(tool.value()));
        netstring(sha, utf8(agent.value()));
        netstring(sha, arguments.bytes());
        if (!alsoSent.isEmpty()) {
            netstring(sha, utf8(alsoSent));
        }
        return new Digest(PREFIX + HexFormat.of().formatHex(sha.digest()));
    }

    /** The digest of plain bytes, in the same notation. */
    public static Digest ofBytes(byte[] bytes) {
        return new Digest(PREFIX + HexFormat.of().formatHex(sha256().digest(bytes)));
    }

    private static void netstring(MessageDigest sha, byte[] bytes) {
        sha.update(utf8(bytes.length + ":"));
        sha.update(bytes);
        sha.update((byte) ',');
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
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
        return value;
    }
}
