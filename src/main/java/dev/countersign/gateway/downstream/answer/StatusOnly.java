package dev.countersign.gateway.downstream.answer;

import dev.countersign.gateway.downstream.AgentRequest;
import dev.countersign.gateway.upstream.AnswerSink;
import dev.countersign.gateway.upstream.UpstreamFailure;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** The end of a session: it has ended whatever the server says, so that a refusal of the server is no failure for the agent. */
public final class StatusOnly implements AnswerSink {

    private static final int DONE = 204;

    private final AgentRequest request;
    private final Replies replies;
    private final Runnable first;
    private boolean answered;

    /** With what is to be done before the answer. */
    public StatusOnly(AgentRequest request, Replies replies, Runnable first) {
        this.request = request;
        this.replies = replies;
        this.first = first;
    }

    @Override
    public void head(int status, MultiMap headers) {
        answer(status >= 200 && status < 300 ? status : DONE);
    }

    @Override
    public void chunk(Buffer bytes) {
        // Nobody needs the body of such an answer.
    }

    @Override
    public void end() {
        answer(DONE);
    }

    @Override
    public void failed(UpstreamFailure failure) {
        answer(DONE);
    }

    @Override
    public boolean isFull() {
        return false;
    }

    @Override
    public void whenDrained(Runnable resume) {
        resume.run();
    }

    private void answer(int status) {
        if (!answered) {
            answered = true;
            first.run();
            replies.status(request, status);
        }
    }
}
