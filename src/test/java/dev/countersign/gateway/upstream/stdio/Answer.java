package dev.countersign.gateway.upstream.stdio;

import dev.countersign.gateway.upstream.AnswerSink;
import dev.countersign.gateway.upstream.UpstreamFailure;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** An agent's side of an exchange: keeps what comes, and takes nothing more when told so. */
final class Answer implements AnswerSink {

    volatile int status;
    volatile boolean ended;
    volatile Optional<UpstreamFailure> failure = Optional.empty();
    private final StringBuffer text = new StringBuffer();
    private volatile boolean full;
    private volatile Runnable resume = () -> {};

    String text() {
        return text.toString();
    }

    /** It takes nothing more for now. */
    void stop() {
        full = true;
    }

    void goOn() {
        full = false;
        resume.run();
    }

    @Override
    public void head(int answered, MultiMap headers) {
        status = answered;
    }

    @Override
    public void chunk(Buffer bytes) {
        text.append(bytes);
    }

    @Override
    public void end() {
        ended = true;
    }

    @Override
    public void failed(UpstreamFailure why) {
        failure = Optional.of(why);
    }

    @Override
    public boolean isFull() {
        return full;
    }

    @Override
    public void whenDrained(Runnable then) {
        resume = then;
    }
}
