package dev.countersign.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.fixtures.InfraResource;
import dev.countersign.inbox.fakes.FakeCore;
import dev.countersign.inbox.fakes.FixedAccounts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(InfraResource.class)
@TestProfile(FakeCore.class)
class EdgeIT {

    private static final String BOB = "Authorization: Bearer " + FixedAccounts.token("bob");
    private static final String PROBE = "/api/v1/probe";

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    @Test
    void shouldLetThePersonThrough() {
        assertThat(RawHttp.get(port, PROBE, BOB).body()).contains("reached");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Authorization:",
                "Authorization: Bearer",
                "Authorization: Bearer ",
                "Authorization: Bearer wrong",
                "Authorization: Basic Ym9iOmJvYg==",
                "Authorization: Bearer BOB-TOKEN-0123456789ABCDEF",
                "Authorization: Bearer bob-token-0123456789abcdef x",
                "Authorization: bob-token-0123456789abcdef",
                "Cookie: countersign=bob-token-0123456789abcdef",
                "X-Forwarded-User: bob",
                "Remote-User: bob",
                "Authorization: Bearer bob-token-0123456789abcdef\r\nAuthorization: Bearer bob-token-0123456789abcdef"
            })
    void shouldAnswer401WithoutAGoodToken(String header) {
        var answer = header.isEmpty() ? RawHttp.get(port, PROBE) : RawHttp.get(port, PROBE, header);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains("Bearer realm=\"countersign\"");
        assertThat(answer.header("Content-Type").orElse("")).startsWith(Problem.MEDIA_TYPE);
        assertThat(answer.body()).contains("\"status\":401").doesNotContain("bob-token");
    }

    @Test
    void shouldAnswer403WithoutTheRole() {
        var answer = RawHttp.get(port, PROBE, "Authorization: Bearer " + FixedAccounts.token("iris"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("Content-Type").orElse("")).startsWith(Problem.MEDIA_TYPE);
    }

    @Test
    void shouldDenyAMethodWithoutAnnotation() {
        assertThat(RawHttp.get(port, PROBE + "/open").status()).isEqualTo(401);
        assertThat(RawHttp.get(port, PROBE + "/open", BOB).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/probe;x",
                "/api/v1/probe%3Bx",
                "/api/v1%2Fprobe",
                "/api%2fv1/probe",
                "/api/v1%5Cprobe",
                "//api/v1/probe",
                "/api//v1/probe",
                "/api/./v1/probe",
                "/api/x/../v1/probe",
                "/api/v1/x/%2e%2e/probe",
                "/API/v1/probe",
                "/api/V1/probe",
                "/api/v1/PROBE",
                "/api/v1/probe%00",
                "/api;/v1/probe",
                "/inbox;x",
                "/inbox/%2e%2e/inbox",
                "/INBOX",
                "//inbox",
                "/inbox%2F",
                "/history;x",
                "/history/"
            })
    void shouldNeverAnswerAnotherSpelling(String target) {
        assertThat(RawHttp.get(port, target).status()).isIn(400, 401, 404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: evil.example",
                "Host: localhost",
                "Host: localhost:1",
                "Host: x@localhost",
                "Host:",
                "Host: null"
            })
    void shouldRefuseForeignHosts(String host) {
        assertThat(RawHttp.get(port, PROBE, host, BOB).status()).isIn(400, 403);
        assertThat(RawHttp.get(port, "/login", host).status()).isIn(400, 403);
        assertThat(RawHttp.get(port, "/q/health", host).status()).isIn(400, 403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: evil.example", "Host: localhost", "Host: x@localhost", "Host:", "Host: null"})
    void shouldRefuseForeignHostsOfAgents(String host) {
        assertThat(RawHttp.get(port, "/mcp/bank", host).status()).isIn(400, 403);
    }

    @Test
    void shouldAskAgentsForTheirTokenWhenTheyComeThroughAForwardedPort() {
        assertThat(RawHttp.get(port, "/mcp/bank", "Host: localhost:1").status()).isEqualTo(401);
    }

    @Test
    void shouldRefuseTwoHostsAndAbsoluteTargets() {
        String own = "Host: localhost:" + port;

        assertThat(RawHttp.get(port, PROBE, own, own, BOB).status()).isEqualTo(400);
        assertThat(RawHttp.get(port, "http://localhost:" + port + PROBE, own, BOB)
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://localhost:1", "http://127.0.0.1"})
    void shouldRefuseForeignOrigins(String origin) {
        assertThat(RawHttp.get(port, PROBE, "Origin: " + origin, BOB).status()).isEqualTo(403);
    }

    @Test
    void shouldRefuseTwoOrigins() {
        String own = "Origin: http://localhost:" + port;

        assertThat(RawHttp.get(port, PROBE, own, BOB).status()).isEqualTo(200);
        assertThat(RawHttp.get(port, PROBE, own, own, BOB).status()).isEqualTo(403);
    }

    @Test
    void shouldAnswerMcpInItsOwnWords() {
        var answer = RawHttp.get(port, "/mcp/bank", "Origin: https://evil.example");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("\"jsonrpc\":\"2.0\"").contains("\"code\":403");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/login;x",
                "/nowhere",
                "/inbox/a/b/c/d",
                "/static/none.css",
                "/q/health",
                "/api/v1/none",
                "/api/v1/probe"
            })
    void shouldSendTheSecurityHeadersWithEveryAnswer(String target) {
        var answer = RawHttp.get(port, target);

        assertThat(answer.header("Content-Security-Policy").orElse(""))
                .startsWith("default-src 'none'; script-src 'self'");
        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.header("X-Frame-Options")).contains("DENY");
        assertThat(answer.header("Referrer-Policy")).contains("same-origin");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.header("Cross-Origin-Opener-Policy")).contains("same-origin");
        assertThat(answer.header("Server")).isEmpty();
    }

    @Test
    void shouldLetBrowsersKeepStaticFiles() {
        var answer = RawHttp.get(port, StaticFile.url("icon.svg"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control").orElse(""))
                .contains("max-age=31536000")
                .contains("immutable");
    }

    @Test
    void shouldAnswerProblemsInWordsOfOurs() {
        var missing = RawHttp.get(port, PROBE + "/missing", BOB);
        var away = RawHttp.get(port, PROBE + "/away", BOB);
        var broken = RawHttp.get(port, PROBE + "/broken", BOB);
        var limit = RawHttp.get(port, PROBE + "?limit=201", BOB);

        assertThat(List.of(missing.status(), away.status(), broken.status(), limit.status()))
                .containsExactly(404, 503, 500, 400);
        assertThat(away.header("Retry-After")).isPresent();
        assertThat(limit.body()).contains("\"field\":\"limit\"");
        assertThat(away.body() + broken.body()).doesNotContain("secret");
        for (var answer : List.of(missing, away, broken, limit)) {
            assertThat(answer.header("Content-Type").orElse("")).startsWith(Problem.MEDIA_TYPE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"a\":}", "nope", ""})
    void shouldAnswer400ToBrokenJson(String body) {
        var answer = RawHttp.send(port, "POST", PROBE, List.of(BOB, "Content-Type: application/json"), body);

        assertThat(answer.status()).isIn(body.isEmpty() ? List.of(200, 400) : List.of(400));
    }

    @Test
    void shouldRefuseOtherMethodsAndMediaTypes() {
        assertThat(RawHttp.send(port, "PUT", PROBE, List.of(BOB), "").status()).isEqualTo(405);
        assertThat(RawHttp.send(port, "POST", PROBE, List.of(BOB, "Content-Type: text/plain"), "x")
                        .status())
                .isEqualTo(415);
        assertThat(RawHttp.send(
                                port,
                                "POST",
                                PROBE,
                                List.of(BOB, "Content-Type: application/x-www-form-urlencoded"),
                                "a=b")
                        .status())
                .isEqualTo(415);
    }

    @Test
    void shouldRefuseLargeBodies() {
        var headers = List.of(BOB, "Content-Type: application/json", "Content-Length: 2097153");

        assertThat(RawHttp.send(port, "POST", PROBE, headers, "").status()).isEqualTo(413);
    }
}
