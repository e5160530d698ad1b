package dev.countersign.gateway.downstream.answer;

import dev.countersign.gateway.GateOutcome.Booking;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.ToolLists;
import dev.countersign.gateway.downstream.AgentRequest;
import dev.countersign.gateway.protocol.HeaderRules;
import dev.countersign.gateway.protocol.task.TaskOffer;
import dev.countersign.gateway.session.McpSession;
import dev.countersign.gateway.session.SessionRow;
import dev.countersign.gateway.session.Sessions;
import dev.countersign.gateway.upstream.AnswerReader;
import dev.countersign.gateway.upstream.AnswerSink;
import dev.countersign.gateway.upstream.Upstream;
import dev.countersign.gateway.upstream.UpstreamFailure;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@code initialize}: its bytes pass unchanged but for the offer of tasks where calls may be held, and not before the session is durable, so that the agent never has an id
 * that another node does not know.
 */
public final class Opening implements AnswerSink {

    private static final Logger LOGGER = Logger.getLogger(Opening.class);

    private final AgentRequest request;
    private final Replies replies;
    private final Sessions sessions;
    private final Upstream upstream;
    private final String id;
    private final PassThrough passing;
    private final ToolLists lists;
    private Buffer whole = Buffer.buffer();
    private int status;
    private @Nullable MultiMap headers;
    private @Nullable AnswerReader reader;
    private Stage stage = Stage.WAITING;
    private boolean complete;

    private enum Stage {
        /** For the response. */
        WAITING,
        /** For the database. */
        KEEPING,
        /** Everything passes. */
        PASSING,
        /** Answered otherwise, or nobody is there to answer. */
        CLOSED
    }

    /** With our id for the session, should one come of it. */
    public Opening(
            AgentRequest request, Replies replies, Sessions sessions, ToolLists lists, Upstream upstream, String id) {
        this.request = request;
        this.replies = replies;
        this.sessions = sessions;
        this.lists = lists;
        this.upstream = upstream;
        this.id = id;
        this.passing = new PassThrough(request, replies, Booking.NONE);
    }

    @Override
    public void head(int answered, MultiMap with) {
        status = answered;
        headers = with;
        if (answered < 200 || answered >= 300) {
            pass();
        } else {
            reader = new AnswerReader(
                    with.get("content-type"), request.requestId().orElseThrow());
        }
    }

    @Override
    public void chunk(Buffer bytes) {
        if (stage == Stage.PASSING) {
            passing.chunk(bytes);
        } else if (stage != Stage.CLOSED) {
            whole.appendBuffer(bytes);
            if (stage == Stage.WAITING && reader != null) {
                reader.read(bytes, relayed -> {}).ifPresent(response -> keep(response.bytes()));
                refuseTooLarge();
            }
        }
    }

    @Override
    public void end() {
        complete = true;
        if (stage == Stage.WAITING && reader != null) {
            Optional<byte[]> response = reader.end().map(RawMessage::bytes);
            if (response.isPresent()) {
                keep(response.get());
            } else {
                pass();
            }
        } else if (stage == Stage.PASSING) {
            passing.end();
        }
    }

    @Override
    public void failed(UpstreamFailure failure) {
        if (stage == Stage.PASSING) {
            passing.failed(failure);
        } else if (stage != Stage.CLOSED) {
            close();
            replies.failure(request, failure);
        }
    }

    @Override
    public boolean isFull() {
        return stage == Stage.PASSING && passing.isFull();
    }

    @Override
    public void whenDrained(Runnable resume) {
        passing.whenDrained(resume);
    }

    /** The connection is gone; what was opened at the server is of no use to anybody. */
    public void agentGone() {
        if (stage == Stage.WAITING || stage == Stage.KEEPING) {
            close();
        }
    }

    private void keep(byte[] response) {
        Optional<String> version = InitializeText.version(response);
        if (version.isEmpty()) {
            pass();
            return;
        }
        stage = Stage.KEEPING;
        if (TaskOffering.is(request, version.get(), lists)) {
            offerTasks(RawMessage.of(response));
        }
        SessionRow row = new SessionRow(
                id,
                request.agent(),
                request.server().name(),
                upstreamId(),
                version.get(),
                InitializeText.client(request.body().bytes()),
                InitializeText.listsChange(response),
                request.body());
        sessions.open(row).whenComplete((session, failed) -> request.loop().runOnContext(on -> kept(session, failed)));
    }

    /** Only the response changes; what stands around it in an event stream does not. */
    private void offerTasks(RawMessage response) {
        RawMessage offered = TaskOffer.inInitialize(response);
        if (!offered.equals(response) && headers != null) {
            whole = Buffer.buffer(OneMessage.replaced(whole.getBytes(), response, offered, isEvents(headers)));
            headers = MultiMap.caseInsensitiveMultiMap().addAll(headers);
            headers.remove("content-length");
            if (!isEvents(headers)) {
                headers.set("content-length", Integer.toString(whole.length()));
            }
        }
    }

    private static boolean isEvents(MultiMap headers) {
        String type = headers.get("content-type");
        return type != null && type.startsWith("text/event-stream");
    }

    private void kept(@Nullable McpSession session, @Nullable Throwable failed) {
        if (stage != Stage.KEEPING) {
            if (session != null) {
                sessions.end(session);
            }
            return;
        }
        if (session == null || failed != null) {
            LOGGER.errorf(
                    failed,
                    "a session could not be kept: server=%s",
                    request.server().name());
            close();
            request.leaveServer();
            replies.unavailable(request, "the session could not be kept, try again");
            return;
        }
        request.out().putHeader(HeaderRules.SESSION_ID, session.id());
        passOn();
    }

    /** No session came of it. */
    private void pass() {
        upstream.abandon(id, upstreamId());
        passOn();
    }

    /** From here on as any other answer, beginning with what was kept back. */
    private void passOn() {
        stage = Stage.PASSING;
        if (headers != null) {
            passing.head(status, headers);
        }
        if (whole.length() > 0) {
            passing.chunk(whole);
        }
        if (complete) {
            passing.end();
        }
    }

    private void refuseTooLarge() {
        if (reader != null && reader.isTooLarge()) {
            request.leaveServer();
            failed(new UpstreamFailure(UpstreamFailure.Kind.LOST, "the server's answer is too large"));
        }
    }

    private void close() {
        stage = Stage.CLOSED;
        upstream.abandon(id, upstreamId());
    }

    private Optional<String> upstreamId() {
        return headers == null ? Optional.empty() : Optional.ofNullable(headers.get(HeaderRules.SESSION_ID));
    }
}
