package dev.countersign.gateway.protocol;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which headers pass the gateway (security design, section 12): a list of what may, never of what may not. Names are compared in lower
 * case. Hop-by-hop headers, credentials and cookies are on no list; CVE-2026-110279 is why.
 */
public final class HeaderRules {

    public static final String SESSION_ID = "mcp-session-id";
    public static final String PROTOCOL_VERSION = "mcp-protocol-version";
    public static final String METHOD = "mcp-method";
    public static final String NAME = "mcp-name";
    public static final String LAST_EVENT_ID = "last-event-id";

    private static final String MCP = "mcp-";
    private static final Set<String> REQUEST =
            Set.of("accept", "content-type", LAST_EVENT_ID, "traceparent", "tracestate");
    private static final Set<String> RESPONSE =
            Set.of("content-type", "cache-control", "retry-after", "x-accel-buffering");

    /** Never passed on, not even when a server's configuration names them. */
    private static final Set<String> NEVER = Set.of(
            "authorization",
            "proxy-authorization",
            "cookie",
            "set-cookie",
            "host",
            "content-length",
            "content-encoding",
            "transfer-encoding",
            "connection",
            "keep-alive",
            "te",
            "trailer",
            "upgrade",
            "expect",
            "proxy-connection",
            "proxy-authenticate",
            "www-authenticate",
            "location",
            SESSION_ID);

    private HeaderRules() {}

    /**
     * What of an agent's request goes on to the server.
     *
     * @param extra further names from the server's configuration, in lower case
     * @return lower-case names; a header that came more than once is one value, joined by a comma (RFC 9110, section 5.3)
     */
    public static Map<String, String> request(Iterable<Map.Entry<String, String>> headers, Set<String> extra) {
        return passing(headers, REQUEST, extra);
    }

    /** What of a server's answer goes back to the agent; the session id is replaced by the caller. */
    public static Map<String, String> response(Iterable<Map.Entry<String, String>> headers) {
        return passing(headers, RESPONSE, Set.of());
    }

    private static Map<String, String> passing(
            Iterable<Map.Entry<String, String>> headers, Set<String> names, Set<String> extra) {
        Map<String, String> passed = new LinkedHashMap<>();
        for (Map.Entry<String, String> header : headers) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!NEVER.contains(name) && (names.contains(name) || name.startsWith(MCP) || extra.contains(name))) {
                passed.merge(name, header.getValue(), (one, two) -> one + ", " + two);
            }
        }
        return passed;
    }
}
