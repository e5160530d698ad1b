package dev.countersign.gateway.upstream.http;

import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.ServerAnswer;
import dev.countersign.gateway.ServerCalls.BeforeFirstByte;
import dev.countersign.gateway.ServerCalls.Dispatch;
import dev.countersign.gateway.upstream.AnswerReader;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One sending of one released call: a connection of its own, the stored headers and bytes, once. What cannot be proved unsent is
 * {@link ServerAnswer.Unknown}.
 */
final class HttpRelease {

    private static final long FIRST_BYTE_MILLIS = 120_000;
    private static final long WHOLE_MILLIS = 600_000;
    private static final int FIRST_ERROR = 300;

    private final Vertx vertx;
    private final Dispatch dispatch;
    private final Consumer<RawMessage> relay;
    private final BeforeFirstByte beforeFirstByte;
    private final Runnable sent;
    private final CompletableFuture<ServerAnswer> answer = new CompletableFuture<>();
    private @Nullable HttpClientRequest request;
    private boolean answering;

    HttpRelease(
            Vertx vertx,
            Dispatch dispatch,
            Consumer<RawMessage> relay,
            BeforeFirstByte beforeFirstByte,
            Runnable sent) {
        this.vertx = vertx;
        this.dispatch = dispatch;
        this.relay = relay;
        this.beforeFirstByte = beforeFirstByte;
        this.sent = sent;
    }

    CompletionStage<ServerAnswer> answer() {
        return answer;
    }

    void send(HttpClient client, HttpTarget target, Optional<String> upstreamId) {
        client.request(target.options(HttpMethod.POST)).onComplete(connected -> {
            if (connected.failed()) {
                end(new ServerAnswer.NotSent("the server could not be reached"));
            } else {
                begin(connected.result(), target, upstreamId);
            }
        });
    }

    private void begin(HttpClientRequest out, HttpTarget target, Optional<String> upstreamId) {
        request = out;
        HttpUpstream.dress(out, dispatch.headers(), upstreamId, target.ownHeaders());
        if (!beforeFirstByte.maySend()) {
            out.reset();
            end(new ServerAnswer.NotSent("the release was stopped before its first byte"));
            return;
        }
        limit(FIRST_BYTE_MILLIS, "the server did not begin to answer within 120 s");
        limit(WHOLE_MILLIS, "the server did not finish its answer within 10 min");
        out.response()
                .onSuccess(this::read)
                .onFailure(lost -> unknown("the connection broke before the server answered"));
        out.end(Buffer.buffer(dispatch.message().bytes())).onSuccess(written -> sent.run());
    }

    private void read(HttpClientResponse in) {
        answering = true;
        AnswerReader reader = new AnswerReader(in.getHeader("content-type"), dispatch.requestId());
        in.exceptionHandler(broken -> unknown("the answer of the server broke off"));
        in.handler(bytes -> {
            reader.read(bytes, relay).ifPresent(this::answered);
            if (reader.isTooLarge()) {
                unknown("the answer of the server exceeds 16 MiB");
            }
        });
        in.endHandler(end -> {
            Optional<RawMessage> whole = reader.end();
            if (whole.isPresent()) {
                answered(whole.get());
            } else if (in.statusCode() >= FIRST_ERROR) {
                end(new ServerAnswer.HttpError(in.statusCode(), "the server answered HTTP " + in.statusCode()));
            } else {
                unknown("the server answered without a JSON-RPC response");
            }
        });
    }

    private void limit(long millis, String reason) {
        long timer = vertx.setTimer(millis, over -> {
            if (millis == WHOLE_MILLIS || !answering) {
                unknown(reason);
            }
        });
        answer().whenComplete((done, never) -> vertx.cancelTimer(timer));
    }

    private void answered(RawMessage response) {
        end(new ServerAnswer.Answered(response));
    }

    private void unknown(String reason) {
        end(new ServerAnswer.Unknown(reason));
        if (request != null) {
            request.reset();
        }
    }

    private void end(ServerAnswer last) {
        answer.complete(last);
    }
}
