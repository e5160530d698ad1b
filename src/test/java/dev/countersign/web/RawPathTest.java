package dev.countersign.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/", "/login", "/inbox", "/inbox?page=2", "/inbox/0b6f2c1a-0000-4000-8000-000000000000",
                        "/history?q=a%2Fb",
                "/mcp/bank", "/mcp/a%20name", "/mcp/k%C3%A4se", "/api/v1/approvals", "/q/health", "/q/health/live",
                "/q/metrics", "/q/openapi?format=json", "/static/inbox.css?v=1"
            })
    void shouldServeTheKnownAddresses(String target) {
        assertThat(RawPath.judge(target, false)).isEqualTo(RawPath.Verdict.SERVED);
    }

    /** Spellings of protected paths that path policies of other programs read differently from their routers. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/approvals;x",
                "/api;x/v1/approvals",
                "/api/v1/approvals%3Bx",
                "/api%2Fv1/approvals",
                "/api/v1%2fapprovals",
                "/api/v1%5Capprovals",
                "/api/v1\\approvals",
                "//api/v1/approvals",
                "/api//v1/approvals",
                "/api/./v1/approvals",
                "/api/../api/v1/approvals",
                "/api/v1/approvals/..",
                "/api/v1/approvals/.",
                "/api/v1/%2e%2e/v1/approvals",
                "/api/v1/%2E/approvals",
                "/api/v1/approvals%00",
                "/api/v1/approvals%",
                "/api/v1/approvals%4",
                "/api/v1/approvals%zz",
                "/api/v1/approvals%C3",
                "/api/v1/approvals%C0%AF",
                "/api/v1/approvals%ff",
                "/api/v1/approv als",
                "/api/v1/approvals\u00e4",
                "http://evil.example/api/v1/approvals",
                "api/v1/approvals",
                "*",
                "",
                "/mcp/ba;nk",
                "/inbox/%2e%2e"
            })
    void shouldRefuseSpellingsThatTwoReadersReadDifferently(String target) {
        assertThat(RawPath.judge(target, false)).isEqualTo(RawPath.Verdict.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/API/v1/approvals",
                "/Inbox",
                "/inbox2",
                "/login/",
                "/history/",
                "/api/v2/approvals",
                "/api",
                "/mcp",
                "/q/",
                "/q/dev-ui",
                "/q/swagger-ui/",
                "/q/healthy",
                "/META-INF/x",
                "/favicon.ico"
            })
    void shouldNotKnowAnythingElse(String target) {
        assertThat(RawPath.judge(target, false)).isEqualTo(RawPath.Verdict.UNKNOWN);
    }
}
