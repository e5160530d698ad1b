package dev.countersign.gateway.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.call.AgentName;
import dev.countersign.call.ServerName;
import dev.countersign.call.ToolName;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.CatalogueEntries;
import dev.countersign.catalogue.CatalogueEntry;
import dev.countersign.fixtures.LedgerServer;
import dev.countersign.fixtures.LedgerServer.Seen;
import dev.countersign.fixtures.RandomIds;
import dev.countersign.fixtures.StdioLedger;
import dev.countersign.gateway.downstream.EndpointProfile;
import dev.countersign.gateway.upstream.Upstreams;
import dev.countersign.registry.Agent;
import dev.countersign.registry.Registry;
import dev.countersign.registry.Server;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway asks servers for their tools itself; what it finds counts before any agent has listed anything. */
@QuarkusTest
@TestProfile(EndpointProfile.class)
class DiscoveriesIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    Vertx vertx;

    @Inject
    Upstreams upstreams;

    @Inject
    Catalogue catalogue;

    @Inject
    CatalogueEntries entries;

    private final ServerName name = new ServerName("found-" + UUID.randomUUID());
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final List<String> tools = new CopyOnWriteArrayList<>(List.of("one", "two", "three"));
    private final LedgerServer ledger = new LedgerServer();
    private Discoveries discoveries;

    @AfterEach
    void stop() {
        discoveries.end();
        ledger.close();
    }

    /** Looks at one server; the clock stands still unless a test moves it. */
    private void look(Server.Transport transport) {
        Registry registry = new Only(new Server(name, transport));
        discoveries = new Discoveries(
                vertx, registry, upstreams, catalogue, () -> Duration.ofMinutes(5), new RandomIds(), now::get);
        discoveries.begin().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private void lookAtLedger() {
        look(new Server.Http(ledger.url(), Map.of("x-own", "key")));
    }

    /** Pages of two tools. */
    private void lists(String description) {
        ledger.behave("\"tools/list\"", (request, body) -> {
            int from = body.contains("\"cursor\"")
                    ? Integer.parseInt(
                            new JsonObject(body).getJsonObject("params").getString("cursor"))
                    : 0;
            int to = Math.min(tools.size(), from + 2);
            String page = String.join(
                    ",",
                    tools.subList(from, to).stream()
                            .map(tool -> "{\"name\":\"" + tool + "\",\"description\":\"" + description
                                    + "\",\"inputSchema\":{\"type\":\"object\",\"required\":[\"n\"]}}")
                            .toList());
            LedgerServer.json(
                    request.response(),
                    "{\"jsonrpc\":\"2.0\",\"id\":\"" + new JsonObject(body).getString("id")
                            + "\",\"result\":{\"tools\":[" + page + "]"
                            + (to < tools.size() ? ",\"nextCursor\":\"" + to + "\"" : "") + "}}");
        });
    }

    private void tellsChanges() {
        ledger.behave("\"initialize\"", (request, body) -> {
            String session = UUID.randomUUID().toString();
            ledger.sessions().add(session);
            request.response().putHeader("mcp-session-id", session);
            LedgerServer.json(
                    request.response(),
                    "{\"jsonrpc\":\"2.0\",\"id\":\"" + new JsonObject(body).getString("id")
                            + "\",\"result\":{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{\"tools\":{\"listChanged\":true}},"
                            + "\"serverInfo\":{\"name\":\"s\",\"version\":\"1\"}}}");
        });
    }

    private boolean lists(ServerName server, String tool) {
        return catalogue.lists(server, new ToolName(tool));
    }

    @Test
    void shouldKnowToolsAndSchemasOfAllPagesBeforeAnAgentCame() {
        // given
        lists("A tool.");
        // when
        lookAtLedger();
        // then
        assertThat(List.of("one", "two", "three")).allMatch(tool -> lists(name, tool));
        assertThat(catalogue.schema(name, new ToolName("three"))).isPresent();
        assertThat(discoveries.of(name).problem()).isEmpty();
        assertThat(discoveries.of(name).listedAt()).contains(now.get());
        // with our own credential, in one session that is closed again
        assertThat(ledger.seen()).allSatisfy(seen -> assertThat(seen.headers()).containsEntry("x-own", "key"));
        await().atMost(SOON).until(() -> ledger.sessions().isEmpty());
        assertThat(ledger.seen().stream().map(Seen::method))
                .containsOnlyOnce("DELETE")
                .doesNotContain("GET");
        assertThat(ledger.with("\"initialize\"")).hasSize(1);
        assertThat(ledger.with("\"tools/list\"")).hasSize(2);
    }

    @Test
    void shouldAskAgainWhenTheServerSaysThatItsListHasChanged() {
        // given a server that tells of changes
        tellsChanges();
        lists("Before.");
        lookAtLedger();
        await().atMost(SOON).until(() -> !ledger.streams().isEmpty());
        long before = catalogue.changes(name);
        // when a tool gets other words, one is added, one is taken away
        lists("After.");
        tools.remove("three");
        tools.add("four");
        ledger.streams()
                .get(0)
                .write("data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}\n\n");
        now.updateAndGet(at -> at.plusSeconds(3));
        // then
        await().atMost(SOON).until(() -> lists(name, "four") && !lists(name, "three"));
        assertThat(catalogue.changed(name, new ToolName("one"))).isTrue();
        assertThat(catalogue.changes(name) - before).isEqualTo(4); // one, two, three and four
        // and it listens on, in one session
        await().atMost(SOON)
                .until(() -> ledger.sessions().size() == 1 && ledger.streams().size() == 1);
    }

    @Test
    void shouldKeepAToolThatIsGoneForPeopleAndKnowItWhenItComesBack() {
        // given a tool that is gone
        tellsChanges();
        lists("A tool.");
        lookAtLedger();
        await().atMost(SOON).until(() -> !ledger.streams().isEmpty());
        tools.remove("three");
        change();
        await().atMost(SOON).until(() -> !lists(name, "three"));
        // then people see since when
        await().atMost(SOON)
                .until(() -> entry("three").flatMap(CatalogueEntry::gone).isPresent());
        assertThat(entry("one").flatMap(CatalogueEntry::gone)).isEmpty();
        // when it comes back with other words
        tools.add("three");
        lists("Another tool.");
        change();
        // then it is there, and not what was accepted
        await().atMost(SOON).until(() -> lists(name, "three"));
        assertThat(catalogue.changed(name, new ToolName("three"))).isTrue();
        await().atMost(SOON)
                .until(() -> entry("three").filter(CatalogueEntry::changed).isPresent());
    }

    private void change() {
        List<HttpServerResponse> streams = ledger.streams();
        await().atMost(SOON)
                .until(() -> streams.size() == 1 && ledger.sessions().size() == 1);
        streams.get(0).write("data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}\n\n");
        now.updateAndGet(at -> at.plusSeconds(3));
    }

    private Optional<CatalogueEntry> entry(String tool) {
        return entries.of(name).stream()
                .filter(entry -> entry.definition().name().value().equals(tool))
                .findFirst();
    }

    @Test
    void shouldKeepWhatOnlyAnAgentWasShown() {
        // given
        lists("A tool.");
        catalogue.seen(name, List.of("{\"name\":\"private\",\"inputSchema\":{\"type\":\"object\"}}"));
        // when
        lookAtLedger();
        // then
        assertThat(lists(name, "private")).isTrue();
    }

    @Test
    void shouldSayWhyAndAskAgainWhenTheServerIsAway() {
        // given a server that fails
        ledger.behave(
                "\"initialize\"",
                (request, body) -> request.response().setStatusCode(503).end());
        lookAtLedger();
        assertThat(discoveries.of(name).problem()).contains("it answered HTTP 503 without a response");
        // when it is well again, and the first pause is over
        ledger.behave(
                "\"initialize\"",
                (request, body) -> request.response().setStatusCode(401).end());
        now.updateAndGet(at -> at.plusSeconds(7));
        // then
        await().atMost(SOON)
                .until(() -> discoveries.of(name).problem().orElse("").contains("credential"));
    }

    @Test
    void shouldSpeakTheModernEraWithAServerThatKnowsNoOther() {
        // given
        ledger.behave("\"initialize\"", (request, body) -> {
            request.response().setStatusCode(400);
            LedgerServer.json(
                    request.response(),
                    "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32022,\"message\":\"Unsupported protocol version\"}}");
        });
        // when
        lookAtLedger();
        // then
        assertThat(lists(name, "transfer")).isTrue();
        assertThat(ledger.with("\"tools/list\""))
                .singleElement()
                .satisfies(seen -> assertThat(seen.headers())
                        .containsEntry("mcp-protocol-version", "2026-07-28")
                        .containsEntry("mcp-method", "tools/list"));
    }

    @Test
    void shouldAskAProgramAndEndIt(@TempDir Path folder) {
        // when
        look(new Server.Stdio(
                StdioLedger.command(),
                Map.of("LEDGER_FILE", folder.resolve("ledger").toString())));
        // then
        assertThat(lists(name, "delete_file")).isTrue();
        await().atMost(SOON)
                .until(() -> ProcessHandle.current()
                        .descendants()
                        .noneMatch(child -> child.info()
                                .commandLine()
                                .filter(line -> line.contains(StdioLedger.class.getName()))
                                .isPresent()));
    }

    /** One server and nobody to use it. */
    private record Only(Server server) implements Registry {

        @Override
        public Collection<Server> servers() {
            return List.of(server);
        }

        @Override
        public Collection<Agent> agents() {
            return List.of();
        }

        @Override
        public Optional<Server> server(ServerName name) {
            return Optional.of(server).filter(s -> s.name().equals(name));
        }

        @Override
        public Optional<Agent> agent(AgentName name) {
            return Optional.empty();
        }

        @Override
        public Optional<Agent> agentByToken(String bearer) {
            return Optional.empty();
        }
    }
}
