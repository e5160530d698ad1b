package dev.countersign.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.fixtures.LedgerServer;
import dev.countersign.fixtures.McpAgent;
import dev.countersign.fixtures.RunningService;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** SIGTERM. */
@Tag("processes")
class DrainIT {

    @Test
    void shouldTellHeldCallsToComeAgainAndStopQuietlyWhenTerminated() {
        // given
        try (LedgerServer bank = new LedgerServer()) {
            RunningService service = RunningService.start(Scene.of(bank, RunningService.newFolder()));
            McpAgent agent = Scene.agent(service);
            List<McpAgent.Stream> held = IntStream.range(0, 5)
                    .mapToObj(i -> agent.begin(
                            McpAgent.call(String.valueOf(i), "transfer", "{\"ref\":\"drained-" + i + "\"}")))
                    .toList();
            IntStream.range(0, 5).forEach(i -> Scene.awaitPending(service, "drained-" + i));
            long began = System.nanoTime();

            // when
            service.close();

            // then
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
            await().atMost(Duration.ofSeconds(5)).until(() -> held.stream().allMatch(McpAgent.Stream::isOver));
            assertThat(held).allSatisfy(stream -> assertThat(stream.whole()).contains("[APPROVAL PENDING]"));
            assertThat(service.output().lines())
                    .noneMatch(
                            line -> line.contains(" ERROR ") || line.contains("\tat ") || line.contains("Exception"));
        }
    }
}
