package dev.countersign.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.gateway.Era;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What passes between agent and server, and what stops. */
class HeaderRulesTest {

    @Test
    void shouldPassOnlyListedHeadersWhenARequestGoesOn() {
        // given
        List<Map.Entry<String, String>> came = List.of(
                Map.entry("Accept", "application/json"),
                Map.entry("Authorization", "Bearer x"),
                Map.entry("Cookie", "a=b"),
                Map.entry("Mcp-Session-Id", "s"),
                Map.entry("MCP-Protocol-Version", "2025-06-18"),
                Map.entry("Mcp-Param-Region", "eu"),
                Map.entry("X-Upstream-Authorization", "y"),
                Map.entry("X-Forwarded-For", "1.2.3.4"),
                Map.entry("Host", "h"),
                Map.entry("traceparent", "00-1"),
                Map.entry("X-Tenant", "t"),
                Map.entry("Connection", "mcp-method"),
                Map.entry("Last-Event-ID", "4"),
                Map.entry("mcp-method", "a"),
                Map.entry("Mcp-Method", "b"));

        // when
        Map<String, String> passed = HeaderRules.request(came, Set.of("x-tenant", "authorization"));

        // then
        assertThat(passed)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "accept",
                        "application/json",
                        "mcp-protocol-version",
                        "2025-06-18",
                        "mcp-param-region",
                        "eu",
                        "traceparent",
                        "00-1",
                        "x-tenant",
                        "t",
                        "last-event-id",
                        "4",
                        "mcp-method",
                        "a, b"));
    }

    @Test
    void shouldPassOnlyListedHeadersWhenAnAnswerComesBack() {
        // given
        List<Map.Entry<String, String>> came = List.of(
                Map.entry("Content-Type", "text/event-stream"),
                Map.entry("Set-Cookie", "a"),
                Map.entry("WWW-Authenticate", "Bearer"),
                Map.entry("Location", "/"),
                Map.entry("Access-Control-Allow-Origin", "*"),
                Map.entry("mcp-session-id", "theirs"),
                Map.entry("Mcp-Other", "o"),
                Map.entry("Cache-Control", "no-cache"),
                Map.entry("Retry-After", "3"),
                Map.entry("X-Accel-Buffering", "no"),
                Map.entry("Server", "s"),
                Map.entry("Content-Encoding", "gzip"));

        // then
        assertThat(HeaderRules.response(came))
                .containsOnlyKeys("content-type", "mcp-other", "cache-control", "retry-after", "x-accel-buffering");
    }

    @Test
    void shouldKnowItsRevisionsWhenAsked() {
        assertThat(Revision.of("2025-11-25")).contains(Revision.NOVEMBER_2025);
        assertThat(Revision.of("2024-11-05")).isEmpty();
        assertThat(Revision.negotiated("2027-01-01")).isEqualTo(Revision.MARCH_2025);
        assertThat(Revision.words(Era.MODERN)).containsExactly("2026-07-28");
        assertThat(Revision.isModernDate("2026-07-28")).isTrue();
        assertThat(Revision.isModernDate("2027-01-01")).isTrue();
        assertThat(Revision.isModernDate("2025-11-25")).isFalse();
        assertThat(Revision.isModernDate("latest")).isFalse();
    }
}
