package dev.countersign.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.fixtures.BankProfile;
import dev.countersign.inbox.Visitor;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Agents, people and tokens that admins manage, over REST and on pages, with what they open. */
@QuarkusTest
@TestProfile(BankProfile.class)
class DirectoryIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern SECRET = Pattern.compile("<code id=\"secret\" tabindex=\"0\">([^<]+)</code>");

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String name = "n" + UUID.randomUUID().toString().substring(0, 8);

    private HttpResponse<String> send(String token, String method, String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json, text/event-stream")
                        .method(
                                method,
                                body.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> root(String method, String path, String body) throws Exception {
        return send(BankProfile.token("root"), method, "/api/v1" + path, body);
    }

    /** What an agent's token gets at the server: 404 without a grant, 401 when nobody holds it. */
    private int mcp(String token) throws Exception {
        return send(token, "POST", "/mcp/bank", "{'jsonrpc':'2.0','method':'notifications/none'}")
                .statusCode();
    }

    private String token(String path, String body) throws Exception {
        HttpResponse<String> answer = root("POST", path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body()).path("token").asText();
    }

    @Test
    void shouldOpenToAnAgentWhatWasGrantedUntilItIsDisabled() throws Exception {
        // given
        assertThat(root("POST", "/agents", "{'name':'" + name + "','owner':'alice'}")
                        .statusCode())
                .isEqualTo(201);
        String token = token("/agents/" + name + "/tokens", "{'label':'laptop'}");
        assertThat(token).matches("csa_[0-9A-Za-z]{49}");
        assertThat(mcp(token)).isEqualTo(404);

        // when
        assertThat(root("PUT", "/agents/" + name + "/grants/bank", "").statusCode())
                .isEqualTo(204);

        // then
        assertThat(mcp(token)).isNotIn(401, 404);
        assertThat(root("GET", "/servers/bank/policy?agent=" + name, "").statusCode())
                .isEqualTo(200);
        assertThat(root("PATCH", "/agents/" + name, "{'disabled':true}").statusCode())
                .isEqualTo(200);
        assertThat(mcp(token)).isEqualTo(401);
    }

    @Test
    void shouldLetTheOldTokenGoOnForTheOverlapOnly() throws Exception {
        // given
        root("POST", "/agents", "{'name':'" + name + "','owner':'alice'}");
        root("PUT", "/agents/" + name + "/grants/bank", "");
        String first = token("/agents/" + name + "/tokens", "{}");

        // when
        String second = token("/agents/" + name + "/tokens", "{'overlap':'PT3S'}");

        // then
        assertThat(mcp(first)).isNotEqualTo(401);
        assertThat(mcp(second)).isNotEqualTo(401);
        assertThat(root("POST", "/agents/" + name + "/tokens", "{}").statusCode())
                .as("two are live")
                .isEqualTo(409);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(mcp(first)).isEqualTo(401));
        assertThat(mcp(second)).isNotEqualTo(401);
        JsonNode agent = JSON.readTree(root("GET", "/agents/" + name, "").body());
        assertThat(agent.path("tokens")).hasSize(1);
        assertThat(agent.at("/tokens/0/endsAt").isNull())
                .as("the refusal has ended nothing")
                .isTrue();
        assertThat(agent.toString()).doesNotContain(second);
    }

    @Test
    void shouldKeepWhatTheFileNamesAsItIs() throws Exception {
        assertThat(root("PATCH", "/agents/bot", "{'disabled':true}").statusCode())
                .isEqualTo(409);
        assertThat(root("POST", "/people", "{'name':'bob'}").statusCode()).isEqualTo(409);
        assertThat(root("PATCH", "/people/bob", "{'roles':[]}").statusCode()).isEqualTo(409);
        assertThat(root("POST", "/agents", "{'name':'../x','owner':'alice'}").statusCode())
                .isEqualTo(422);
        assertThat(root("POST", "/agents", "{'name':'" + name + "','owner':'nobody-here'}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(send(BankProfile.token("bob"), "GET", "/api/v1/agents", "").statusCode())
                .isEqualTo(403);
    }

    @Test
    void shouldLetAPersonInWithAPasswordUntilTheyAreDisabled() throws Exception {
        // given
        Visitor admin = Visitor.in(port, "root");
        String page = admin.get("/people").body();
        assertThat(admin.post(
                                "/people",
                                Visitor.withHidden(
                                        page, Map.of("name", name, "role-auditor", "true", "groups", "a, b")))
                        .statusCode())
                .isEqualTo(303);
        String person = "/people/" + name;

        // when
        String shown = admin.post(person, Visitor.withHidden(admin.get(person).body(), Map.of("password", "true")))
                .body();

        // then
        Visitor visitor = new Visitor(port);
        assertThat(visitor.login(name, secret(shown)).statusCode()).isEqualTo(303);
        assertThat(visitor.get("/audit").statusCode()).isEqualTo(200);
        assertThat(visitor.get("/people").statusCode()).isEqualTo(403);
        assertThat(admin.get(person).body())
                .contains("Logged in with 1 browser.")
                .doesNotContain("id=\"secret\"");

        // and
        admin.post(
                person,
                Visitor.withHidden(admin.get(person).body(), Map.of("role-auditor", "true", "disabled", "true")));
        assertThat(visitor.get("/audit").statusCode()).isEqualTo(303);
        assertThat(new Visitor(port).login(name, secret(shown)).statusCode()).isEqualTo(401);
    }

    private static String secret(String page) {
        Matcher found = SECRET.matcher(page);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    @Test
    void shouldShowATokenOnceHoweverOftenTheFormIsSent() throws Exception {
        // given
        Visitor admin = Visitor.in(port, "root");
        root("POST", "/agents", "{'name':'" + name + "','owner':'alice'}");
        String path = "/agents/" + name;
        Map<String, String> form =
                Visitor.withHidden(admin.get(path).body(), Map.of("issue", "true", "label", "laptop"));

        // when
        HttpResponse<String> first = admin.post(path, form);
        HttpResponse<String> again = admin.post(path, form);

        // then
        assertThat(secret(first.body())).startsWith("csa_");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("A token is shown once").doesNotContain("id=\"secret\"");
        assertThat(admin.get("/audit?kind=token.issued").body()).contains("laptop");
    }

    @Test
    void shouldCheckTheChainAndShowWhenItWas() {
        // given
        Visitor auditor = Visitor.in(port, "iris");
        String page = auditor.get("/audit").body();

        // when
        HttpResponse<String> answer = auditor.post("/audit/check", Visitor.withHidden(page, Map.of()));

        // then
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(auditor.get("/audit").body()).contains("Whole when iris had", "data-kind=\"audit.checked\"");
        assertThat(auditor.post("/audit/export", Visitor.withHidden(page, Map.of("kind", "audit.checked")))
                        .body())
                .contains("countersign-audit-export-1", "\"type\":\"end\"");
        assertThat(auditor.get("/audit?from=yesterday").statusCode()).isEqualTo(422);
    }

    @Test
    void shouldShowTheConfigurationWithoutItsSecrets() throws Exception {
        String page = Visitor.in(port, "root").get("/settings").body();

        assertThat(page)
                .contains("data-key=\"countersign.agents.bot.token\"", "countersign.servers.bank.url")
                .doesNotContain(BankProfile.token("bot"), "root-password-1");
        assertThat(root("GET", "/settings", "").body())
                .contains("countersign.hold.heartbeat")
                .doesNotContain(BankProfile.token("bot"));
    }
}
