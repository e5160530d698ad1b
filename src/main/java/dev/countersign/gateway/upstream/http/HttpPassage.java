package dev.countersign.gateway.upstream.http;

import dev.countersign.gateway.upstream.AnswerSink;
import dev.countersign.gateway.upstream.Upstream;
import dev.countersign.gateway.upstream.UpstreamFailure;
import dev.countersign.gateway.upstream.UpstreamFailure.Kind;
import io.vertx.core.AsyncResult;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/** One exchange with a server, pumped chunk by chunk; all of it on one event loop. */
final class HttpPassage implements Upstream.Exchange, Handler<AsyncResult<HttpClientResponse>> {

    private final AnswerSink sink;
    private @Nullable HttpClientRequest request;
    private @Nullable HttpClientResponse response;
    private boolean over;

    HttpPassage(AnswerSink sink) {
        this.sink = sink;
    }

    void begin(HttpClientRequest out, Buffer body) {
        if (over) {
            out.reset();
            return;
        }
        request = out;
        if (out.getMethod().equals(HttpMethod.POST)) {
            out.send(body).onComplete(this);
        } else {
            out.send().onComplete(this);
        }
    }

    void notReached() {
        fail(Kind.NOT_REACHED, "the server could not be reached");
    }

    @Override
    public void handle(AsyncResult<HttpClientResponse> answered) {
        if (over) {
            return;
        }
        if (answered.failed()) {
            fail(Kind.LOST, "the connection to the server broke before it answered");
            return;
        }
        HttpClientResponse in = answered.result();
        response = in;
        in.handler(this::pass);
        in.endHandler(end -> finish());
        in.exceptionHandler(broken -> fail(Kind.LOST, "the answer of the server broke off"));
        sink.head(in.statusCode(), in.headers());
    }

    private void pass(Buffer bytes) {
        if (over) {
            return;
        }
        sink.chunk(bytes);
        HttpClientResponse in = response;
        if (in != null && !over && sink.isFull()) {
            in.pause();
            sink.whenDrained(in::resume);
        }
    }

    private void finish() {
        if (!over) {
            over = true;
            sink.end();
        }
    }

    private void fail(Kind kind, String message) {
        if (!over) {
            over = true;
            sink.failed(new UpstreamFailure(kind, message));
        }
    }

    @Override
    public void cancel() {
        if (over) {
            return;
        }
        over = true;
        if (request != null) {
            request.reset();
        }
    }
}
