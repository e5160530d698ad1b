package dev.countersign.inbox.api;

import static dev.countersign.fixtures.BankProfile.token;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.approval.HeldInTest;
import dev.countersign.approval.HeldInTest.Held;
import dev.countersign.approval.ReleaseDesk;
import dev.countersign.approval.Status;
import dev.countersign.fixtures.BankProfile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The approver's REST: its document, who may call what, and each answer of a vote (outer contract, section 4). */
@QuarkusTest
@TestProfile(BankProfile.class)
class ApiIT {

    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden", "openapi.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TestHTTPResource("/")
    URI root;

    @Inject
    HeldInTest test;

    @Inject
    ReleaseDesk desk;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * Who may do what: the status for nobody, for somebody without the role, for somebody with it.
     *
     * @param wrong a person without the role
     * @param right a person with it
     */
    private record Row(String wrong, int forWrong, String right, int forRight) {}

    private static final Map<String, Row> ROWS = Map.ofEntries(
            row("GET /api/v1/approvals", new Row("nora", 200, "iris", 200)), // without a role: an empty list
            row("GET /api/v1/approvals/{id}", new Row("nora", 404, "iris", 200)),
            row("GET /api/v1/approvals/events", new Row("nora", 200, "iris", 200)), // without a role: no event
            row("POST /api/v1/approvals/{id}/votes", new Row("iris", 403, "bob", 200)),
            row("POST /api/v1/approvals/{id}/resolution", new Row("iris", 403, "root", 409)),
            row("POST /api/v1/approvals/bulk", new Row("iris", 403, "bob", 400)),
            row("GET /api/v1/audit", new Row("bob", 403, "iris", 200)),
            row("GET /api/v1/audit/export", new Row("bob", 403, "iris", 200)),
            row("GET /api/v1/agents", new Row("bob", 403, "root", 200)),
            row("POST /api/v1/agents", new Row("bob", 403, "root", 422)),
            row("GET /api/v1/agents/{name}", new Row("bob", 403, "root", 404)),
            row("PATCH /api/v1/agents/{name}", new Row("bob", 403, "root", 404)),
            row("PUT /api/v1/agents/{name}/grants/{server}", new Row("bob", 403, "root", 404)),
            row("DELETE /api/v1/agents/{name}/grants/{server}", new Row("bob", 403, "root", 404)),
            row("POST /api/v1/agents/{name}/tokens", new Row("bob", 403, "root", 404)),
            row("DELETE /api/v1/agents/{name}/tokens/{id}", new Row("bob", 403, "root", 404)),
            row("GET /api/v1/people", new Row("bob", 403, "root", 200)),
            row("POST /api/v1/people", new Row("bob", 403, "root", 422)),
            row("GET /api/v1/people/{name}", new Row("bob", 403, "root", 404)),
            row("PATCH /api/v1/people/{name}", new Row("bob", 403, "root", 404)),
            row("POST /api/v1/people/{name}/password", new Row("bob", 403, "root", 404)),
            row("DELETE /api/v1/people/{name}/sessions", new Row("bob", 403, "root", 404)),
            row("POST /api/v1/people/{name}/tokens", new Row("bob", 403, "root", 404)),
            row("DELETE /api/v1/people/{name}/tokens/{id}", new Row("bob", 403, "root", 404)),
            row("GET /api/v1/settings", new Row("bob", 403, "root", 200)),
            row("GET /api/v1/servers", new Row("bob", 403, "root", 200)),
            row("GET /api/v1/servers/{name}/tools", new Row("bob", 403, "root", 200)),
            row("GET /api/v1/servers/{name}/tools/definitions", new Row("bob", 403, "root", 200)),
            row("POST /api/v1/servers/{name}/tools/acceptance", new Row("bob", 403, "root", 400)),
            row("GET /api/v1/servers/{name}/policy", new Row("iris", 403, "root", 200)),
            row("PUT /api/v1/servers/{name}/policy", new Row("iris", 403, "root", 400)),
            row("GET /api/v1/servers/{name}/policy/versions", new Row("iris", 403, "root", 200)),
            row("GET /api/v1/servers/{name}/policy/versions/{id}", new Row("iris", 403, "root", 404)),
            row("POST /api/v1/servers/{name}/policy/lint", new Row("bob", 403, "root", 200)),
            row("POST /api/v1/servers/{name}/policy/test", new Row("bob", 403, "root", 400)),
            row("POST /api/v1/servers/{name}/policy/explain", new Row("bob", 403, "root", 400)),
            row("GET /api/v1/servers/{name}/policy/suggestion", new Row("bob", 403, "root", 200)));

    private static Map.Entry<String, Row> row(String operation, Row row) {
        return Map.entry(operation, row);
    }

    @Test
    void shouldBeTheDocumentThatClientsAreMadeFromWhenRead() throws Exception {
        String document = body(send("GET", "/q/openapi", "", ""));
        if ("overwrite".equals(System.getProperty("golden"))) {
            Files.writeString(GOLDEN, document);
        }
        assertThat(GOLDEN).as("stale: run this test with -Dgolden=overwrite").hasContent(document);
    }

    @Test
    void shouldLetInWhomTheTableNamesWhenAnyOperationIsCalled() throws Exception {
        Held held = test.pending(1);
        List<String> operations = operations();
        assertThat(operations).as("a row for every operation").containsExactlyInAnyOrderElementsOf(ROWS.keySet());
        for (String operation : operations) {
            Row row = ROWS.get(operation);
            assertThat(status(operation, held, "")).as(operation + " by nobody").isEqualTo(401);
            assertThat(status(operation, held, "mallory"))
                    .as(operation + " with a wrong token")
                    .isEqualTo(401);
            assertThat(status(operation, held, row.wrong))
                    .as(operation + " by " + row.wrong)
                    .isEqualTo(row.forWrong);
            assertThat(status(operation, held, row.right))
                    .as(operation + " by " + row.right)
                    .isEqualTo(row.forRight);
        }
    }

    @Test
    void shouldShowNothingWhenThePersonHasNoRole() throws Exception {
        test.pending(1);
        assertThat(json(send("GET", "/api/v1/approvals", "nora", "")).path("items"))
                .isEmpty();
    }

    @Test
    void shouldShowTheBytesThatTheAgentSentWhenTheCallIsRead() throws Exception {
        String odd = "{ \"b\":1.10e0,\"big\":12345678901234567890.0,\"note\":\"" + UUID.randomUUID() + "\" }";
        Held held = test.pending(test.hold("bot", odd, 1));
        String body = body(send("GET", "/api/v1/approvals/" + held.id(), "iris", ""));
        assertThat(body).contains("\"arguments\":" + odd);
        assertThat(JSON.readTree(body).path("argumentsText").asText()).isEqualTo(odd);
        assertThat(JSON.readTree(body).path("digest").asText()).isEqualTo(held.digest());
    }

    @Test
    void shouldAnswerEachWayTheContractNamesWhenPeopleVote() throws Exception {
        Held held = test.pending(1, "treasury");
        String wrong = "sha256:" + "0".repeat(64);
        assertThat(vote("not-an-id", "bob", body("approve", held.digest()))).isEqualTo(404);
        assertThat(vote(UUID.randomUUID().toString(), "bob", body("approve", held.digest())))
                .isEqualTo(404);
        assertThat(vote(held.id(), "bob", "{}")).isEqualTo(400);
        assertThat(vote(held.id(), "alice", body("approve", held.digest()))).isEqualTo(403);
        assertThat(vote(held.id(), "dave", body("approve", held.digest()))).isEqualTo(403);
        assertThat(vote(held.id(), "root", body("approve", held.digest()))).isEqualTo(403);
        assertThat(vote(held.id(), "bob", body("approve", wrong))).isEqualTo(412);
        assertThat(vote(
                        held.id(),
                        "bob",
                        "{\"decision\":\"approve\",\"digest\":\"" + held.digest() + "\",\"arguments\":[]}"))
                .isEqualTo(422);
        assertThat(test.status(held.id())).isEqualTo(Status.PENDING);
        assertThat(vote(held.id(), "bob", body("deny", held.digest()))).isEqualTo(200);
        assertThat(vote(held.id(), "carol", body("approve", held.digest()))).isEqualTo(409);
        Held late = test.pending(1);
        test.overdue(late.id());
        assertThat(vote(late.id(), "bob", body("approve", late.digest()))).isEqualTo(410);
    }

    @Test
    void shouldNoteTheFindingWhenTheOutcomeWasUnknown() throws Exception {
        // given
        Held held = test.approved();
        desk.claim(held.id(), held.waiter(), c -> Optional.empty()).orElseThrow();
        test.sql("update held_call set claim_node = 'gone' where id = '" + held.id() + "'");
        test.awaitStatus(held.id(), Status.UNKNOWN);
        // when, then
        String path = "/api/v1/approvals/" + held.id() + "/resolution";
        assertThat(code(path, "null")).isEqualTo(400);
        assertThat(code(path, "{\"finding\":\"perhaps\",\"note\":\"x\"}")).isEqualTo(400);
        assertThat(code(path, "{\"finding\":\"executed\",\"note\":\" \"}")).isEqualTo(400);
        assertThat(code(path, "{\"finding\":\"executed\",\"note\":\"\\u0000\"}"))
                .isEqualTo(400);
        assertThat(code(path, "{\"finding\":\"executed\",\"note\":\"" + "x".repeat(2_001) + "\"}"))
                .isEqualTo(400);
        assertThat(code(path, "{\"finding\":\"executed\",\"note\":\"In the bank's books.\"}"))
                .isEqualTo(200);
        assertThat(code(path, "{\"finding\":\"not-executed\",\"note\":\"Not there.\"}"))
                .isEqualTo(409);
    }

    @Test
    void shouldSayWhatIsWrongWhenTheListIsAskedWrongly() throws Exception {
        for (String query :
                List.of("state=open", "limit=0", "cursor=x", "q=%00", "agent=%00", "q=" + "x".repeat(257))) {
            assertThat(send("GET", "/api/v1/approvals?" + query, "iris", "").statusCode())
                    .as(query)
                    .isEqualTo(400);
        }
    }

    private List<String> operations() throws Exception {
        JsonNode paths = json(send("GET", "/q/openapi?format=json", "", "")).path("paths");
        List<String> operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            path.getValue()
                    .fieldNames()
                    .forEachRemaining(method -> operations.add(method.toUpperCase() + " " + path.getKey()));
        }
        return operations;
    }

    private int status(String operation, Held held, String person) throws Exception {
        String[] words = operation.split(" ");
        String path = words[1].replace("{id}", held.id().toString())
                .replace("{name}", "bank")
                .replace("{server}", "bank");
        String body = path.endsWith("/votes")
                ? body("approve", held.digest())
                : "{\"finding\":\"executed\",\"note\":\"seen\"}";
        HttpResponse<InputStream> response = send(words[0], path, person, body);
        response.body().close(); // a stream of events has no end
        return response.statusCode();
    }

    private static String body(String decision, String digest) {
        return "{\"decision\":\"" + decision + "\",\"digest\":\"" + digest + "\"}";
    }

    private int vote(Object id, String person, String body) throws Exception {
        return send("POST", "/api/v1/approvals/" + id + "/votes", person, body).statusCode();
    }

    private int code(String path, String body) throws Exception {
        return send("POST", path, "carol", body).statusCode();
    }

    private HttpResponse<InputStream> send(String method, String path, String person, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(root.resolve(path))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        method.equals("GET")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!person.isEmpty()) {
            request.header("Authorization", "Bearer " + token(person));
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    private static String body(HttpResponse<InputStream> response) throws IOException {
        return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static JsonNode json(HttpResponse<InputStream> response) throws IOException {
        return JSON.readTree(response.body());
    }
}
