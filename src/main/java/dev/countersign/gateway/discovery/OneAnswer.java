package dev.countersign.gateway.discovery;

import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.upstream.AnswerReader;
import dev.countersign.gateway.upstream.AnswerSink;
import dev.countersign.gateway.upstream.UpstreamFailure;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The answer to one request of ours: its response, and the headers that it came with. On one event loop. */
final class OneAnswer implements AnswerSink {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final String requestId;
    private final Promise<Response> promise = Promise.promise();
    private int status;
    private MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    private @Nullable AnswerReader reader;

    /** A response, whatever its status. */
    record Response(MultiMap headers, RawMessage message) {}

    OneAnswer(String requestId) {
        this.requestId = requestId;
    }

    /** Fails with {@link NoListException} only. */
    Future<Response> response() {
        return promise.future();
    }

    /** There is no more waiting for it. */
    void giveUp(String why) {
        promise.tryFail(new NoListException(why));
    }

    @Override
    public void head(int answered, MultiMap with) {
        status = answered;
        headers = with;
        reader = new AnswerReader(with.get("content-type"), requestId);
    }

    @Override
    public void chunk(Buffer bytes) {
        if (reader == null) {
            return;
        }
        reader.read(bytes, before -> {}).ifPresent(this::answered);
        if (reader.isTooLarge()) {
            giveUp("its answer is too large");
        }
    }

    @Override
    public void end() {
        Optional<RawMessage> whole = reader == null ? Optional.empty() : reader.end();
        whole.ifPresentOrElse(
                this::answered,
                () -> promise.tryFail(
                        new NoListException(without(), status >= 400 && status < 500 && !refusesCredential())));
    }

    private void answered(RawMessage response) {
        if (refusesCredential()) {
            giveUp(without());
        } else {
            promise.tryComplete(new Response(headers, response));
        }
    }

    private boolean refusesCredential() {
        return status == UNAUTHORIZED || status == FORBIDDEN;
    }

    private String without() {
        return refusesCredential()
                ? "it refused the gateway's credential (HTTP " + status + ")"
                : "it answered HTTP " + status + " without a response";
    }

    @Override
    public void failed(UpstreamFailure failure) {
        promise.tryFail(new NoListException(failure.message(), failure.kind() == UpstreamFailure.Kind.OTHER_ERA));
    }

    @Override
    public boolean isFull() {
        return false;
    }

    @Override
    public void whenDrained(Runnable resume) {
        resume.run();
    }
}
