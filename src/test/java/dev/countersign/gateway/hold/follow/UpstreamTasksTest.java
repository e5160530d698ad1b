package dev.countersign.gateway.hold.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.call.AgentName;
import dev.countersign.call.IdSource;
import dev.countersign.call.ServerName;
import dev.countersign.gateway.Era;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.ServerAnswer;
import dev.countersign.gateway.ServerCalls;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class UpstreamTasksTest {

    private static final String TASK = "\"taskId\":\"up-1\",\"pollInterval\":200,\"pollIntervalMs\":200";

    private final Scripted server = new Scripted();
    private final UpstreamTasks following = new UpstreamTasks(server, new FixedIds());

    @Test
    void shouldGiveTheAnswerItselfWhenItIsNoTask() {
        ServerAnswer first = answered("{\"result\":{\"content\":[],\"task\":{" + TASK + ",\"status\":\"working\"}}}");
        assertThat(follow(legacy(), first)).isSameAs(first);
        ServerAnswer lost = new ServerAnswer.Unknown("lost");
        assertThat(follow(legacy(), lost)).isSameAs(lost);
        assertThat(server.asked).isEmpty();
    }

    @Test
    void shouldAskUntilTheTaskIsOverAndThenForItsResultWhenTheServerIsOf20251125() {
        // given
        server.answers(
                "{\"result\":{" + TASK + ",\"status\":\"working\"}}",
                "{\"result\":{" + TASK + ",\"status\":\"completed\"}}",
                "{\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"in the end\"}]}}");
        // when
        ServerAnswer end = follow(legacy(), answered("{\"result\":{\"task\":{" + TASK + ",\"status\":\"working\"}}}"));
        // then
        assertThat(text(end)).contains("in the end");
        assertThat(server.methods()).containsExactly("tasks/get", "tasks/get", "tasks/result");
        assertThat(server.asked)
                .allSatisfy(asked -> assertThat(asked.message().text()).contains("\"taskId\":\"up-1\""));
    }

    @Test
    void shouldTakeTheResultOutOfTheTaskWhenTheServerIsOf20260728() {
        // given
        String end = "{\"result\":{" + TASK + ",\"status\":\"completed\",\"result\":{\"content\" : [1.50]}}}";
        server.answers(end, end);
        // when
        ServerAnswer answer = follow(
                modern(), answered("{\"result\":{\"resultType\":\"task\"," + TASK + ",\"status\":\"working\"}}"));
        // then
        assertThat(text(answer)).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"content\" : [1.50]}}");
        assertThat(server.asked.get(0).headers())
                .containsEntry("mcp-method", "tasks/get")
                .containsEntry("mcp-name", "up-1")
                .doesNotContainKey("mcp-param-to");
        assertThat(server.asked.get(0).message().text()).contains("\"_meta\":{\"v\":1}");
    }

    @Test
    void shouldAskAgainWhenAQuestionIsLost() {
        // given
        server.queue.add(new ServerAnswer.NotSent("away"));
        server.answers(
                "{\"result\":{" + TASK + ",\"status\":\"failed\"}}",
                "{\"error\":{\"code\":-32603,\"message\":\"broken\"}}");
        // when
        ServerAnswer end = follow(legacy(), answered("{\"result\":{\"task\":{" + TASK + ",\"status\":\"working\"}}}"));
        // then
        assertThat(text(end)).contains("broken");
    }

    @Test
    void shouldSayThatNothingIsKnownWhenTheTaskCannotBeFollowed() {
        // given a server that has forgotten it
        server.otherwise = answered("{\"error\":{\"code\":-32602,\"message\":\"no such task\"}}");
        // when
        ServerAnswer end = follow(legacy(), answered("{\"result\":{\"task\":{" + TASK + ",\"status\":\"working\"}}}"));
        // then
        assertThat(end).isInstanceOf(ServerAnswer.Unknown.class);
    }

    private ServerAnswer follow(ServerCalls.Dispatch call, ServerAnswer first) {
        return following
                .toTheEnd(call, first)
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private static ServerAnswer answered(String response) {
        return new ServerAnswer.Answered(RawMessage.of(response));
    }

    private static String text(ServerAnswer answer) {
        return ((ServerAnswer.Answered) answer).response().text();
    }

    private static ServerCalls.Dispatch legacy() {
        return dispatch("{\"id\":7,\"params\":{\"name\":\"t\",\"task\":{}}}", Era.LEGACY);
    }

    private static ServerCalls.Dispatch modern() {
        return dispatch("{\"id\":7,\"params\":{\"name\":\"t\",\"_meta\":{\"v\":1}}}", Era.MODERN);
    }

    private static ServerCalls.Dispatch dispatch(String message, Era era) {
        return new ServerCalls.Dispatch(
                new ServerName("bank"),
                new AgentName("bot"),
                RawMessage.of(message),
                "7",
                era,
                Optional.empty(),
                Map.of("mcp-method", "tools/call", "mcp-name", "t", "mcp-param-to", "x"));
    }

    /** Gives one answer after the other, and keeps what it was asked. */
    private static final class Scripted implements ServerCalls {

        private final Deque<ServerAnswer> queue = new ArrayDeque<>();
        private final List<Dispatch> asked = new ArrayList<>();
        private ServerAnswer otherwise = new ServerAnswer.Unknown("nothing more was written down");

        void answers(String... responses) {
            for (String response : responses) {
                queue.add(answered(response));
            }
        }

        List<String> methods() {
            return asked.stream()
                    .map(a -> a.message().text().replaceAll(".*\"method\":\"([^\"]*)\".*", "$1"))
                    .toList();
        }

        @Override
        public CompletionStage<ServerAnswer> send(
                Dispatch dispatch, Consumer<RawMessage> relay, BeforeFirstByte beforeFirstByte, Runnable sent) {
            asked.add(dispatch);
            return CompletableFuture.completedFuture(queue.isEmpty() ? otherwise : queue.poll());
        }
    }

    private static final class FixedIds implements IdSource {
        @Override
        public UUID uuid() {
            return new UUID(0, 1);
        }

        @Override
        public byte[] bytes(int count) {
            return new byte[count];
        }
    }
}
