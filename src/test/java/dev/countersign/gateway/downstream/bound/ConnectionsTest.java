package dev.countersign.gateway.downstream.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionsTest {

    private final Vertx vertx = Vertx.vertx();
    private final Connections connections = new Connections();
    private final List<HttpServerResponse> open = new CopyOnWriteArrayList<>();
    private int port;

    @BeforeEach
    void start() {
        Router router = Router.router(vertx);
        router.route().handler(this::handle);
        port = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private void handle(RoutingContext routing) {
        connections.carries(routing);
        routing.addEndHandler(end -> connections.over(routing.request()));
        HttpServerResponse out = routing.response();
        if (routing.request().path().equals("/held")) {
            out.setChunked(true).write("waiting\n");
            open.add(out);
        } else {
            out.end("done");
        }
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private HttpClient client(HttpVersion version) {
        return vertx.createHttpClient(
                new HttpClientOptions().setProtocolVersion(version).setHttp2ClearTextUpgrade(false));
    }

    private HttpClientResponse head(HttpClient client, String path) {
        return client.request(HttpMethod.GET, port, "127.0.0.1", path)
                .compose(request -> request.send())
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @Test
    void shouldSendGoAwayAndFinishWhatIsOpenWhenHttp2ConnectionIsLeft() {
        // given
        HttpClient client = client(HttpVersion.HTTP_2);
        HttpClientResponse held = head(client, "/held");
        AtomicBoolean goneAway = new AtomicBoolean();
        AtomicBoolean ended = new AtomicBoolean();
        held.request().connection().goAwayHandler(goAway -> goneAway.set(goAway.getErrorCode() == 0));
        held.endHandler(end -> ended.set(true));
        // when
        connections.leave();
        // then
        await().untilTrue(goneAway);
        assertThat(ended).isFalse();
        open.get(0).end("last words");
        await().untilTrue(ended);
    }

    @Test
    void shouldCloseHttp1ConnectionWithItsAnswerWhenItIsLeft() {
        // given
        HttpClient client = client(HttpVersion.HTTP_1_1);
        HttpClientResponse held = head(client, "/held");
        AtomicBoolean closed = new AtomicBoolean();
        held.request().connection().closeHandler(gone -> closed.set(true));
        StringBuffer text = new StringBuffer();
        held.handler(text::append);
        // when
        connections.leave();
        HttpClientResponse late = head(client, "/at-once");
        open.get(0).end("last words");
        // then
        assertThat(late.getHeader("connection")).isEqualTo("close");
        await().untilTrue(closed);
        assertThat(text.toString()).endsWith("last words");
    }

    @Test
    void shouldKeepConnectionsOpenWhenNobodyLeaves() {
        // when
        HttpClientResponse answer = head(client(HttpVersion.HTTP_1_1), "/at-once");
        // then
        assertThat(answer.getHeader("connection")).isNull();
    }
}
