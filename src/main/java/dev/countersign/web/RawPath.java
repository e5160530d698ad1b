package dev.countersign.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * The path as it stands in the request line, before anything decodes or normalises it. Spellings that two readers could read
 * differently end here (CVE-2023-4853, CVE-2026-39852, -50559, -87743), and so does every address nobody serves.
 */
final class RawPath {

    /** What a path is to us. */
    enum Verdict {
        SERVED,
        UNKNOWN,
        MALFORMED
    }

    private static final Set<String> PAGES = Set.of("/", "/login", "/logout", "/schemas/policy.json");
    private static final List<String> PREFIXES =
            List.of("/static/", "/mcp/", "/api/v1/", "/.well-known/", "/slack/", "/q/health/", "/q/metrics/");
    private static final Set<String> OPERATIONS = Set.of("/q/health", "/q/metrics", "/q/openapi");

    /** Bytes that must not come encoded: they would be structure, or the end of the text, to somebody behind us. */
    private static final String NEVER_ENCODED = "/\\;.\0";

    private RawPath() {}

    /** Judges the request target of an HTTP request, with or without its query. */
    static Verdict judge(String target, boolean developing) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        if (!wellFormed(path)) {
            return Verdict.MALFORMED;
        }
        boolean served = PAGES.contains(path)
                || LoginRedirect.isPage(path)
                || OPERATIONS.contains(path)
                || isBelow(path)
                || (developing && path.startsWith("/q/"));
        return served ? Verdict.SERVED : Verdict.UNKNOWN;
    }

    private static boolean isBelow(String path) {
        for (String prefix : PREFIXES) {
            if (path.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static boolean wellFormed(String path) {
        if (isPlain(path)) {
            return true;
        }
        if (!path.startsWith("/") || path.contains("//") || hasDotSegment(path)) {
            return false;
        }
        ByteBuffer decoded = ByteBuffer.allocate(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == ';' || c == '\\') {
                return false;
            }
            if (c != '%') {
                decoded.put((byte) c);
                continue;
            }
            int value = hex(path, i + 1);
            if (value < 0 || NEVER_ENCODED.indexOf(value) >= 0) {
                return false;
            }
            decoded.put((byte) value);
            i += 2;
        }
        return isUtf8(decoded.flip());
    }

    /** The spelling of nearly every request, which needs no second look: letters, digits, single slashes, hyphens and underscores. */
    private static boolean isPlain(String path) {
        if (path.isEmpty() || path.charAt(0) != '/') {
            return false;
        }
        for (int i = 1; i < path.length(); i++) {
            char c = path.charAt(i);
            boolean word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!word && c != '-' && c != '_' && (c != '/' || path.charAt(i - 1) == '/')) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasDotSegment(String path) {
        return (path + "/").contains("/./") || (path + "/").contains("/../");
    }

    /** Two hexadecimal digits as a number, -1 when they are none. */
    private static int hex(String path, int at) {
        if (at + 2 > path.length()) {
            return -1;
        }
        int high = Character.digit(path.charAt(at), 16);
        int low = Character.digit(path.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    private static boolean isUtf8(ByteBuffer bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes);
            return true;
        } catch (CharacterCodingException wrong) {
            return false;
        }
    }
}
