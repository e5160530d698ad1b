package dev.countersign.gateway.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.fixtures.LedgerServer;
import dev.countersign.fixtures.McpAgent;
import dev.countersign.gateway.downstream.FakeGate.Hold;
import dev.countersign.registry.Server;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls held over HTTP/2: in plain text by upgrade and by prior knowledge, and over TLS. */
@QuarkusTest
@TestProfile(Http2Profile.class)
class Http2IT {

    private static final int MANY = 400;

    @Inject
    FakeRegistry registry;

    @Inject
    FakeGate gate;

    @ConfigProperty(name = Http2Profile.KEY_STORE)
    String keyStore;

    @TestHTTPResource("/mcp/bank")
    URI plain;

    @TestHTTPResource(value = "/mcp/bank", tls = true)
    URI secure;

    private final String word = UUID.randomUUID().toString();
    private LedgerServer ledger;

    @BeforeEach
    void start() {
        ledger = new LedgerServer();
        registry.add("bank", new Server.Http(ledger.url(), Map.of()));
    }

    @AfterEach
    void stop() {
        ledger.close();
    }

    private String call(Object id) {
        return McpAgent.call(id.toString(), "transfer", "{\"ref\":\"" + word + "\"}");
    }

    private Hold held() {
        await().untilAsserted(() -> gate.holding(word));
        return gate.holding(word);
    }

    private SSLContext trusting() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(Path.of(keyStore))) {
            keys.load(in, Http2Profile.PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("agents", keys.getCertificate("agents"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private void holdsShowsLifeAndIsAnswered(McpAgent agent) {
        McpAgent.Stream stream = agent.begin(call(1));
        assertThat(stream.head().version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(stream.head().statusCode()).isEqualTo(200);
        await().untilAsserted(() -> assertThat(stream.text().split(": waiting")).hasSizeGreaterThan(2));
        held().approve().toCompletableFuture().join();
        assertThat(stream.whole()).contains("done transfer");
        assertThat(ledger.with(word)).hasSize(1);
    }

    @Test
    void shouldHoldAndAnswerWhenConnectionIsUpgraded() {
        // given
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        // when, then
        holdsShowsLifeAndIsAnswered(new McpAgent(plain, FakeRegistry.BOT, client).open("2025-06-18"));
    }

    @Test
    void shouldHoldAndAnswerOverTls() throws Exception {
        // given
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .sslContext(trusting())
                .build();
        // when, then
        holdsShowsLifeAndIsAnswered(new McpAgent(secure, FakeRegistry.BOT, client).open("2025-06-18"));
    }

    @Test
    void shouldLetGoOfCallAndKeepConnectionWhenStreamIsReset() {
        // given
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        McpAgent agent = new McpAgent(plain, FakeRegistry.BOT, client).open("2025-06-18");
        McpAgent.Stream stream = agent.begin(call(1));
        Hold hold = held();
        // when
        stream.cut();
        // then
        await().until(() -> hold.detached);
        HttpResponse<String> next = agent.post(McpAgent.call("2", "echo", "{}"));
        assertThat(next.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(next.statusCode()).isEqualTo(200);
    }

    @Test
    void shouldHoldHundredsOfCallsOnOneConnectionWhenItSpeaksHttp2FromTheStart() {
        // given
        List<String> sessions = List.of(
                McpAgent.open(plain, FakeRegistry.BOT, "2025-06-18").session(),
                McpAgent.open(plain, FakeRegistry.BOT, "2025-06-18").session());
        Vertx vertx = Vertx.vertx();
        var client = vertx.createHttpClient(
                new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false),
                new PoolOptions().setHttp2MaxSize(1));
        List<HttpClientRequest> open = new CopyOnWriteArrayList<>();
        List<String> answered = new CopyOnWriteArrayList<>();
        // when
        for (int i = 0; i < MANY; i++) {
            String session = sessions.get(i % 2);
            int id = i;
            client.request(new RequestOptions()
                            .setMethod(HttpMethod.POST)
                            .setHost(plain.getHost())
                            .setPort(plain.getPort())
                            .setURI(plain.getPath())
                            .putHeader("authorization", "Bearer " + FakeRegistry.BOT)
                            .putHeader("content-type", "application/json")
                            .putHeader("accept", "application/json, text/event-stream")
                            .putHeader("mcp-session-id", session))
                    .compose(request -> {
                        open.add(request);
                        return request.send(Buffer.buffer(call(id)));
                    })
                    .compose(response -> response.body())
                    .onSuccess(body -> answered.add(body.toString()));
        }
        await().untilAsserted(() -> assertThat(holds()).hasSize(MANY));
        holds().forEach(hold -> hold.tell("[APPROVAL PENDING] call again"));
        // then
        await().untilAsserted(() -> assertThat(answered).hasSize(MANY));
        assertThat(answered).allMatch(body -> body.contains("[APPROVAL PENDING]"));
        assertThat(open.stream().map(HttpClientRequest::connection).distinct()).hasSize(1);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private List<Hold> holds() {
        return gate.holds.stream()
                .filter(hold -> hold.request.message().text().contains(word) && hold.waiter != null)
                .toList();
    }
}
