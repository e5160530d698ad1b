package dev.countersign.gateway.upstream.http;

import dev.countersign.gateway.Era;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.ServerAnswer;
import dev.countersign.gateway.upstream.AnswerReader;
import dev.countersign.gateway.upstream.SecondAnswers;
import dev.countersign.gateway.upstream.Sending;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One sending of one released call: a connection of its own, the stored headers and bytes, once. A server that closes its stream after an
 * event id lets us poll: the stream is resumed, the call is not sent again. All of it on one event loop.
 */
final class HttpRelease {

    private static final int FIRST_ERROR = 300;
    private static final int FIRST_SERVER_ERROR = 500;

    /** How long a stream is still read after its response, to notice a second one. */
    private static final long AFTERWARDS_MILLIS = 1_000;

    private final Vertx vertx;
    private final HttpClients clients;
    private final HttpTarget target;
    private final Sending sending;
    private final SecondAnswers second;
    private final Optional<String> upstreamId;
    private final Resumption place = new Resumption();
    private @Nullable HttpClientRequest open;

    HttpRelease(
            Vertx vertx,
            HttpClients clients,
            HttpTarget target,
            Sending sending,
            SecondAnswers second,
            Optional<String> upstreamId) {
        this.vertx = vertx;
        this.clients = clients;
        this.target = target;
        this.sending = sending;
        this.second = second;
        this.upstreamId = upstreamId;
    }

    void send() {
        clients.fresh().request(target.options(HttpMethod.POST)).onComplete(connected -> {
            if (connected.failed()) {
                sending.notSent("the server could not be reached");
            } else {
                begin(connected.result());
            }
        });
    }

    private void begin(HttpClientRequest out) {
        open = out;
        HttpUpstream.dress(out, sending.dispatch().headers(), upstreamId, target.ownHeaders());
        if (!sending.maySend()) {
            out.reset();
            return;
        }
        sending.limit("the server");
        sending.whenOver(this::leave);
        sending.whenCancelled(() -> vertx.runOnContext(on -> tellCancelled()));
        out.response()
                .onSuccess(this::read)
                .onFailure(lost -> sending.unknown("the connection broke before the server answered"));
        out.end(Buffer.buffer(sending.dispatch().message().bytes())).onSuccess(written -> sending.sent());
    }

    private void tellCancelled() {
        if (sending.dispatch().era() != Era.LEGACY) {
            return; // closing the connection, at the end, is the cancellation
        }
        RawMessage cancellation = Sending.cancellation(sending.dispatch().requestId());
        clients.pooled().request(target.options(HttpMethod.POST)).onSuccess(out -> {
            HttpUpstream.dress(out, sending.dispatch().headers(), upstreamId, target.ownHeaders());
            out.send(Buffer.buffer(cancellation.bytes()));
        });
    }

    private void read(HttpClientResponse in) {
        sending.answering();
        AnswerReader reader = new AnswerReader(
                in.getHeader("content-type"), sending.dispatch().requestId());
        in.exceptionHandler(broken -> brokeOff(reader, "the answer of the server broke off"));
        in.handler(bytes -> part(reader, bytes));
        in.endHandler(end -> ended(reader, in.statusCode()));
    }

    private void part(AnswerReader reader, Buffer bytes) {
        reader.read(bytes, sending::relay).ifPresent(sending::answered);
        if (reader.isTooLarge()) {
            sending.unknown("the answer of the server exceeds 16 MiB");
        }
        for (int further = reader.takeFurther(); further > 0; further--) {
            second.dropped(sending.dispatch().server());
        }
    }

    private void ended(AnswerReader reader, int status) {
        Optional<RawMessage> whole = reader.end();
        if (whole.isPresent()) {
            open = null;
            sending.answered(whole.get());
        } else if (status >= FIRST_ERROR) {
            open = null;
            sending.refused(status);
        } else {
            brokeOff(reader, "the server ended its answer without a JSON-RPC response");
        }
    }

    /** The stream is over without the response: to be resumed if the server said from where. */
    private void brokeOff(AnswerReader reader, String otherwise) {
        open = null;
        if (sending.isOver()) {
            return;
        }
        place.after(reader);
        if (place.isKnown() && sending.dispatch().era() == Era.LEGACY) {
            resumeLater();
        } else {
            sending.unknown(otherwise);
        }
    }

    private void resumeLater() {
        vertx.setTimer(place.takeDelayMillis(), due -> {
            if (!sending.isOver()) {
                resume();
            }
        });
    }

    private void resume() {
        clients.fresh().request(target.options(HttpMethod.GET)).onComplete(connected -> {
            if (connected.failed()) {
                resumeLater();
            } else if (sending.isOver()) {
                connected.result().reset();
            } else {
                resume(connected.result());
            }
        });
    }

    private void resume(HttpClientRequest out) {
        open = out;
        HttpUpstream.dress(out, place.headers(sending.dispatch().headers()), upstreamId, target.ownHeaders());
        out.send().onSuccess(this::resumed).onFailure(lost -> resumeLater());
    }

    private void resumed(HttpClientResponse in) {
        if (in.statusCode() == 200) {
            read(in);
            return;
        }
        in.exceptionHandler(left -> {
            // its body is of no interest, and hanging up is told here too
        });
        hangUp();
        if (in.statusCode() >= FIRST_SERVER_ERROR) {
            resumeLater();
        } else {
            sending.unknown("the server did not let its answer be resumed: HTTP " + in.statusCode());
        }
    }

    /** At once when it gave up; a moment later when it was answered, since servers may speak twice. */
    private void leave(ServerAnswer last) {
        if (last instanceof ServerAnswer.Answered) {
            vertx.setTimer(AFTERWARDS_MILLIS, due -> hangUp());
        } else {
            hangUp();
        }
    }

    private void hangUp() {
        HttpClientRequest last = open;
        if (last != null) {
            open = null;
            last.reset();
        }
    }
}
