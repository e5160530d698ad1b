package dev.countersign.gateway.downstream.answer;

import dev.countersign.gateway.GateOutcome.Booking;
import dev.countersign.gateway.downstream.AgentRequest;
import dev.countersign.gateway.protocol.HeaderRules;
import dev.countersign.gateway.protocol.answer.ReservedKeyScan;
import dev.countersign.gateway.upstream.AnswerReader;
import dev.countersign.gateway.upstream.AnswerSink;
import dev.countersign.gateway.upstream.UpstreamFailure;
import dev.countersign.gateway.upstream.UpstreamFailure.Kind;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Passes an answer on as it comes: the same status, the same bytes, the head at once, no byte held back but those of small JSON,
 * which leave with their head in one piece.
 */
public final class PassThrough implements AnswerSink {

    private static final Logger LOGGER = Logger.getLogger(PassThrough.class);

    /** The code of a stream that ends in the middle (RFC 9113, section 7: INTERNAL_ERROR); HTTP/1.1 closes. */
    private static final long BROKEN_OFF = 2;

    /** JSON of at most so many bytes is looked into for what it says of a booking. */
    private static final int SMALL = 64 * 1024;

    private final AgentRequest request;
    private final HttpServerResponse out;
    private final Replies replies;
    private final Booking booking;
    private final LongConsumer measured;
    private final ReservedKeyScan scan = new ReservedKeyScan();
    private @Nullable Buffer whole;
    private @Nullable Buffer copied;
    private @Nullable AnswerReader events;
    private boolean answered;

    /** With what has to be given back when the server surely did nothing. */
    public PassThrough(AgentRequest request, Replies replies, Booking booking) {
        this(request, replies, booking, added -> {});
    }

    /** And with somebody who wants to know how many nanoseconds the gateway took for itself. */
    public PassThrough(AgentRequest request, Replies replies, Booking booking, LongConsumer measured) {
        this.measured = measured;
        this.request = request;
        this.out = request.out();
        this.replies = replies;
        this.booking = booking;
    }

    @Override
    public void head(int status, MultiMap headers) {
        request.answered();
        if (status >= 400 && status < 500) {
            booking.nothingHappened();
        }
        if (replies.replaces(request, status)) {
            answered = true;
            request.leaveServer();
            return;
        }
        out.setStatusCode(status);
        dress(headers);
        int length = length(headers);
        if (length >= 0) {
            out.putHeader("content-length", Integer.toString(length));
        } else {
            out.setChunked(true);
        }
        if (length >= 0 && length <= SMALL && isJson(headers)) {
            whole = Buffer.buffer(length);
        } else {
            copied = length < 0 && booking != Booking.NONE && isJson(headers) ? Buffer.buffer() : null;
            events = events(headers).orElse(null);
            out.write(Buffer.buffer());
        }
    }

    @Override
    public void chunk(Buffer bytes) {
        if (answered) {
            return;
        }
        if (scan.finds(bytes.getBytes(), 0, bytes.length())) {
            breakOff();
        } else if (whole != null) {
            whole.appendBuffer(bytes);
        } else {
            copy(bytes);
            out.write(bytes);
        }
    }

    /** What comes in pieces passes at once; a short answer is looked at when it is whole, like one that came as a whole. */
    private void copy(Buffer bytes) {
        if (copied != null) {
            copied = copied.length() + bytes.length() <= SMALL ? copied.appendBuffer(bytes) : null;
        }
        AnswerReader reader = events;
        if (reader != null) {
            reader.read(bytes, before -> {}).ifPresent(response -> inspect(Buffer.buffer(response.bytes())));
        }
    }

    /** What looks for the response in an event stream; the stream itself passes as it is. */
    private Optional<AnswerReader> events(MultiMap headers) {
        String type = headers.get("content-type");
        return request.requestId()
                .filter(id -> booking != Booking.NONE && type != null && type.startsWith("text/event-stream"))
                .map(id -> new AnswerReader(type, id));
    }

    @Override
    public void end() {
        if (answered) {
            return;
        }
        answered = true;
        if (whole == null) {
            if (copied != null) {
                inspect(copied);
            }
            out.end();
        } else {
            inspect(whole);
            out.end(whole);
        }
        measured.accept(request.times().added());
    }

    @Override
    public void failed(UpstreamFailure failure) {
        if (answered) {
            return;
        }
        answered = true;
        if (failure.kind() != Kind.LOST) {
            booking.nothingHappened();
        }
        if (out.headWritten()) {
            out.reset(BROKEN_OFF);
        } else {
            replies.failure(request, failure);
        }
    }

    @Override
    public boolean isFull() {
        return !answered && !request.isOver() && out.writeQueueFull();
    }

    @Override
    public void whenDrained(Runnable resume) {
        out.drainHandler(drained -> resume.run());
    }

    private void dress(MultiMap headers) {
        HeaderRules.response(headers).forEach(out::putHeader);
        if (headers.contains(HeaderRules.SESSION_ID)) {
            request.session().ifPresent(session -> out.putHeader(HeaderRules.SESSION_ID, session.id()));
        }
    }

    private void breakOff() {
        answered = true;
        LOGGER.errorf(
                "the server answered with a decision that only the gateway may make, cut off: server=%s agent=%s",
                request.server().name(), request.agent());
        request.leaveServer();
        if (out.headWritten()) {
            out.reset(BROKEN_OFF);
        } else {
            replies.forged(request);
        }
    }

    private void inspect(Buffer json) {
        if (booking != Booking.NONE && ServerErrors.nothingHappened(json)) {
            booking.nothingHappened();
        }
    }

    private static int length(MultiMap headers) {
        String length = headers.get("content-length");
        if (length == null || length.length() > 9) {
            return -1;
        }
        try {
            return Integer.parseInt(length);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static boolean isJson(MultiMap headers) {
        String type = headers.get("content-type");
        return type != null && type.startsWith("application/json");
    }
}
