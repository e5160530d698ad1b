package dev.countersign.gateway.downstream.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private final Vertx vertx = Vertx.vertx();
    private final Patience patience = new Patience(vertx, Duration.ofMillis(100));
    private final List<String> late = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void shouldGiveUpThoseThatAreNotOverInTheirOrder() {
        // when
        vertx.runOnContext(on -> {
            patience.begin(() -> late.add("first"));
            Patience.Waiting over = patience.begin(() -> late.add("over"));
            patience.begin(() -> late.add("second"));
            over.over();
            over.over();
        });
        // then
        await().untilAsserted(() -> assertThat(late).hasSize(2));
        assertThat(late).containsExactly("first", "second");
    }

    @Test
    void shouldWaitAgainWhenLineWasEmpty() {
        // given
        vertx.runOnContext(on -> patience.begin(() -> late.add("first")));
        await().untilAsserted(() -> assertThat(late).containsExactly("first"));
        // when
        vertx.runOnContext(on -> patience.begin(() -> late.add("second")));
        // then
        await().untilAsserted(() -> assertThat(late).containsExactly("first", "second"));
    }
}
