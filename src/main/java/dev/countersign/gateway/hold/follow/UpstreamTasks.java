package dev.countersign.gateway.hold.follow;

import dev.countersign.call.IdSource;
import dev.countersign.gateway.Era;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.ServerAnswer;
import dev.countersign.gateway.ServerCalls;
import dev.countersign.gateway.ServerCalls.Dispatch;
import dev.countersign.gateway.protocol.ErrorCodes;
import dev.countersign.gateway.protocol.Message.RequestId;
import dev.countersign.gateway.protocol.Span;
import dev.countersign.gateway.protocol.answer.JsonRpcErrors;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Follows a task that a server made of a call it was sent ({@code params.task}, or the declared extension, goes with the stored bytes):
 * asked for by {@code tasks/get} in the same session until it is over. The call itself is never sent again.
 */
@ApplicationScoped
public class UpstreamTasks {

    /** Questions in a row that may fail; asking for a task does nothing, so it may be repeated. */
    private static final int PATIENCE = 5;

    private static final Duration LONGEST = Duration.ofDays(1);
    private static final String LOST = "the server made a task of the call, and it could not be followed to its end";

    private final ServerCalls servers;
    private final IdSource ids;

    /** With the way to servers. */
    public UpstreamTasks(ServerCalls servers, IdSource ids) {
        this.servers = servers;
        this.ids = ids;
    }

    /**
     * The answer in the end.
     *
     * @param dispatch what was sent
     * @param first what was answered to it
     * @return the first answer itself unless it hands out a task; never fails
     */
    public CompletionStage<ServerAnswer> toTheEnd(Dispatch dispatch, ServerAnswer first) {
        Optional<ServerTask> task = first instanceof ServerAnswer.Answered answered
                ? ServerTask.handedOut(dispatch, answered.response())
                : Optional.empty();
        return task.map(handle -> new Chase(dispatch).next(handle, 0))
                .orElseGet(() -> CompletableFuture.completedFuture(first));
    }

    /** One task that is being followed. */
    private final class Chase {

        private final Dispatch call;
        private final long began = System.nanoTime();

        Chase(Dispatch call) {
            this.call = call;
        }

        CompletionStage<ServerAnswer> next(ServerTask task, int failures) {
            return switch (task.status()) {
                case "working" -> after(task, failures);
                case "input_required" -> call.era() == Era.LEGACY ? result(task, 0) : after(task, failures);
                default -> call.era() == Era.LEGACY ? result(task, 0) : inlined(task);
            };
        }

        private CompletionStage<ServerAnswer> after(ServerTask task, int failures) {
            if (System.nanoTime() - began > LONGEST.toNanos()) {
                return unknown();
            }
            return later(task.pause())
                    .thenCompose(now -> ask("tasks/get", task))
                    .thenCompose(answer -> {
                        Optional<ServerTask> got = answer instanceof ServerAnswer.Answered it
                                ? ServerTask.got(it.response())
                                : Optional.empty();
                        if (got.isPresent()) {
                            return next(got.get(), 0);
                        }
                        return failures < PATIENCE ? after(task, failures + 1) : unknown();
                    });
        }

        /** Blocks at the server until the task is over (2025-11-25). */
        private CompletionStage<ServerAnswer> result(ServerTask task, int failures) {
            return ask("tasks/result", task).thenCompose(answer -> {
                if (answer instanceof ServerAnswer.Answered || failures >= PATIENCE) {
                    return CompletableFuture.completedFuture(
                            answer instanceof ServerAnswer.Answered ? answer : new ServerAnswer.Unknown(LOST));
                }
                return later(task.pause()).thenCompose(now -> result(task, failures + 1));
            });
        }

        /** The result is part of the answer to {@code tasks/get} (2026-07-28): asked once more, in its exact text. */
        private CompletionStage<ServerAnswer> inlined(ServerTask task) {
            return ask("tasks/get", task).thenApply(answer -> {
                if (!(answer instanceof ServerAnswer.Answered answered)) {
                    return new ServerAnswer.Unknown(LOST);
                }
                byte[] bytes = answered.response().bytes();
                Optional<Span> result = ServerTask.span(bytes, "result", "result");
                Optional<Span> error = ServerTask.span(bytes, "result", "error");
                if (result.isEmpty() && error.isEmpty()) {
                    return new ServerAnswer.Answered(JsonRpcErrors.of(
                            Optional.of(call.requestId()),
                            ErrorCodes.INTERNAL_ERROR,
                            "The server ended its task without a result: " + task.status() + "."));
                }
                String end = result.map(at -> "\"result\":" + at.text(bytes))
                        .orElseGet(() -> "\"error\":" + error.orElseThrow().text(bytes));
                return new ServerAnswer.Answered(
                        RawMessage.of("{\"jsonrpc\":\"2.0\",\"id\":" + call.requestId() + "," + end + "}"));
            });
        }

        private CompletionStage<ServerAnswer> ask(String method, ServerTask task) {
            String id = RequestId.ours(ids.uuid());
            byte[] sent = call.message().bytes();
            String meta = call.era() == Era.MODERN
                    ? ServerTask.span(sent, "params", "_meta")
                            .map(at -> ",\"_meta\":" + at.text(sent))
                            .orElse("")
                    : "";
            RawMessage question = RawMessage.of("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method
                    + "\",\"params\":{\"taskId\":" + task.id() + meta + "}}");
            Dispatch asking = new Dispatch(
                    call.server(), call.agent(), question, id, call.era(), call.session(), headers(method, task));
            return servers.send(asking, message -> {}, () -> true, () -> {});
        }

        private Map<String, String> headers(String method, ServerTask task) {
            Map<String, String> headers = new HashMap<>(call.headers());
            headers.keySet().removeIf(name -> name.startsWith("mcp-param-"));
            if (call.era() == Era.MODERN) {
                headers.put("mcp-method", method);
                headers.put("mcp-name", task.plainId());
            }
            return headers;
        }
    }

    private static CompletionStage<Boolean> later(Duration pause) {
        return CompletableFuture.supplyAsync(
                () -> true, CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS));
    }

    private static CompletionStage<ServerAnswer> unknown() {
        return CompletableFuture.completedFuture(new ServerAnswer.Unknown(LOST));
    }
}
