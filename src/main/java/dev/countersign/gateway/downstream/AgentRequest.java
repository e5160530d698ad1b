package dev.countersign.gateway.downstream;

import dev.countersign.call.AgentName;
import dev.countersign.gateway.Era;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.downstream.bound.Times;
import dev.countersign.gateway.protocol.Message;
import dev.countersign.gateway.protocol.answer.ToolResults.ServerInfo;
import dev.countersign.gateway.session.McpSession;
import dev.countersign.gateway.session.OpenRequest;
import dev.countersign.gateway.upstream.Upstream.Exchange;
import dev.countersign.registry.Agent;
import dev.countersign.registry.Server;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One request of an agent and everything that is open for it. All of it belongs to one event loop, but for {@link #cancel} and
 * {@link #sessionEnded}, which come from anywhere and hop there.
 */
public final class AgentRequest implements OpenRequest {

    private final HttpServerRequest http;
    private final Context loop;
    private final Agent agent;
    private final Server server;
    private final Times times = new Times();
    private Map<String, String> headers = Map.of();
    private volatile Exchange exchange = Exchange.NONE;
    private final ServerInfo ourselves;
    private Era era = Era.LEGACY;
    private @Nullable McpSession session;
    private @Nullable Message message;
    private RawMessage body = RawMessage.of("");
    private @Nullable Held held;
    private Cancelled cancelled = Cancelled.NO;
    private @Nullable UUID stream;
    private @Nullable String resumedId;
    private boolean over;
    private volatile boolean longLived;
    private Runnable whenAnswered = () -> {};
    private Runnable whenOver = () -> {};

    /** What the agent has said about giving up. */
    enum Cancelled {
        NO,
        GAVE_UP,
        ON_PURPOSE
    }

    /** A held exchange, as far as ending it early needs. */
    public interface Held {

        /** The connection is gone: nothing can be written any more. */
        void disconnected();

        /** The agent cancelled: the stream ends without a response. */
        void cancelled(boolean gaveUpWaiting);

        /** The stream ends without a response and nobody waits any more. */
        void leave();
    }

    AgentRequest(HttpServerRequest http, Context loop, Agent agent, Server server, ServerInfo ourselves) {
        this.ourselves = ourselves;
        this.http = http;
        this.loop = loop;
        this.agent = agent;
        this.server = server;
    }

    public HttpServerRequest http() {
        return http;
    }

    public HttpServerResponse out() {
        return http.response();
    }

    public Context loop() {
        return loop;
    }

    public AgentName agent() {
        return agent.name();
    }

    public Server server() {
        return server;
    }

    public Times times() {
        return times;
    }

    /** Whether the request was answered, or its connection is gone. */
    public boolean isOver() {
        return over;
    }

    public Optional<McpSession> session() {
        return Optional.ofNullable(session);
    }

    void session(McpSession found) {
        session = found;
    }

    /** Known once the message was scanned; until then a request counts as one of the legacy era. */
    public Era era() {
        return era;
    }

    /** It is a modern request: a session, should it name one, is none of its business. */
    void isModern() {
        era = Era.MODERN;
        session = null;
    }

    /** How results of ours name us: in the modern era only. */
    public Optional<ServerInfo> ourselves() {
        return era == Era.MODERN ? Optional.of(ourselves) : Optional.empty();
    }

    /** What came with it and goes on with it. */
    public Map<String, String> headers() {
        return headers;
    }

    void headers(Map<String, String> passedOn) {
        headers = passedOn;
    }

    void message(RawMessage received, Message scanned) {
        body = received;
        message = scanned;
    }

    public RawMessage body() {
        return body;
    }

    /** The message, once it was scanned. */
    public Message message() {
        if (message == null) {
            throw new IllegalStateException("asked for the message before it was scanned");
        }
        return message;
    }

    /** The exact text of the request's id; empty for anything but a request. */
    public Optional<String> requestId() {
        return message != null && message.kind() == Message.Kind.REQUEST
                ? message.id().map(Message.RequestId::text)
                : Optional.empty();
    }

    /** The exact text of the request's progress token. */
    public Optional<String> progressToken() {
        return message == null ? Optional.empty() : message.progressToken();
    }

    /** Takes the id in its session; false when another request has it. */
    boolean begin() {
        return session == null || session.begin(message().id().orElseThrow().value(), this);
    }

    /** Its answer is a stream that can be resumed. */
    public void streams(UUID id) {
        stream = id;
    }

    /**
     * It is the next leg of a held stream: the id of the request that is waited for is in flight here now.
     *
     * @param idKey as {@link Message.RequestId#value}
     * @return false when another request of the session has taken the id meanwhile
     */
    public boolean resumes(UUID id, String idKey) {
        stream = id;
        boolean taken = session != null
                && session.takeOver(idKey, this, other -> other instanceof AgentRequest leg && id.equals(leg.stream));
        resumedId = taken ? idKey : null;
        return taken;
    }

    /** The exchange with the server, to be closed when the agent goes. */
    void forwardedBy(Exchange begun) {
        exchange = begun;
        if (over) {
            begun.cancel();
        }
    }

    /** The server's side is of no interest any more. */
    public void leaveServer() {
        exchange.cancel();
    }

    /** It is held from now on; what the agent has said meanwhile is told at once. */
    public void heldBy(Held stream) {
        held = stream;
        if (over) {
            stream.disconnected();
        } else if (cancelled != Cancelled.NO) {
            stream.cancelled(cancelled == Cancelled.GAVE_UP);
        }
    }

    /** The message's bytes are kept elsewhere from now on: a held stream must be small. */
    public void forgetBody() {
        body = RawMessage.of("");
        headers = Map.of();
    }

    /** To be done when the head of the server's answer is here. */
    void whenAnswered(Runnable next) {
        whenAnswered = next;
    }

    /** The head of the server's answer is here. */
    public void answered() {
        times.answered();
        whenAnswered.run();
    }

    /** To be done once when the response has ended or its connection is gone. */
    public void whenOver(Runnable last) {
        Runnable before = whenOver;
        whenOver = () -> {
            before.run();
            last.run();
        };
        if (over) {
            last.run();
        }
    }

    /** Ends a stream without a word, and the exchange behind it. */
    public void hangUp() {
        if (!over) {
            exchange.cancel();
            if (http.response().headWritten()) {
                http.response().end();
            } else {
                http.response().reset();
            }
        }
    }

    /** It stays open for long: a drain does not wait for its answer. */
    public void longLived() {
        longLived = true;
    }

    boolean isLongLived() {
        return longLived;
    }

    /** A header of the request, the first of that name. */
    Optional<String> header(String name) {
        return Optional.ofNullable(http.getHeader(name));
    }

    /** What the agent has said about giving up, before the request was held. */
    boolean isCancelled() {
        return cancelled != Cancelled.NO;
    }

    /**
     * The response ended, or its connection closed.
     *
     * @return whether this is news
     */
    boolean over(boolean answered) {
        if (over) {
            return false;
        }
        over = true;
        whenOver.run();
        McpSession of = session;
        if (of != null && message != null && message.kind() == Message.Kind.REQUEST) {
            message.id().ifPresent(id -> of.finish(id.value(), this));
        } else if (of != null && resumedId != null) {
            of.finish(resumedId, this);
        }
        if (!answered) {
            exchange.cancel();
            if (held != null) {
                held.disconnected();
            }
        }
        return true;
    }

    @Override
    public boolean cancel(boolean gaveUpWaiting) {
        boolean call = resumedId != null || (message != null && message.call().isPresent());
        if (!(call || longLived) || exchange != Exchange.NONE) {
            return false;
        }
        loop.runOnContext(on -> {
            cancelled = gaveUpWaiting ? Cancelled.GAVE_UP : Cancelled.ON_PURPOSE;
            if (held != null) {
                held.cancelled(gaveUpWaiting);
            }
        });
        return true;
    }

    @Override
    public void sessionEnded() {
        loop.runOnContext(on -> {
            if (held != null) {
                held.leave();
            }
        });
    }
}
