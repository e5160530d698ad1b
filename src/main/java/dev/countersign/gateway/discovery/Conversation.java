package dev.countersign.gateway.discovery;

import dev.countersign.call.AgentName;
import dev.countersign.call.IdSource;
import dev.countersign.gateway.Era;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.protocol.Message.RequestId;
import dev.countersign.gateway.protocol.Revision;
import dev.countersign.gateway.upstream.AnswerSink;
import dev.countersign.gateway.upstream.Upstream;
import dev.countersign.gateway.upstream.UpstreamRequest;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the gateway says to a server for itself, with its own credential: no agent stands behind it. On one event loop. */
final class Conversation {

    private static final long PATIENCE_MILLIS = 30_000;
    private static final String BOTH = "application/json, text/event-stream";

    /** Programs of the modern era are shared by agent; this one is none. */
    private static final AgentName NOBODY = new AgentName("countersign catalogue");

    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"%s\","
            + "\"io.modelcontextprotocol/clientInfo\":{\"name\":\"countersign\",\"version\":\"1\"},"
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

    private final Vertx vertx;
    private final Upstream upstream;
    private final IdSource ids;
    private final Era era;
    private final String session;
    private Optional<String> upstreamSession = Optional.empty();
    private String version;

    /** With a server; in the legacy era the first request has to be {@code initialize}. */
    Conversation(Vertx vertx, Upstream upstream, IdSource ids, Era era) {
        this.vertx = vertx;
        this.upstream = upstream;
        this.ids = ids;
        this.era = era;
        this.session = "catalogue " + ids.uuid(); // no session id of ours has a blank
        this.version = Revision.words(era).get(Revision.words(era).size() - 1);
    }

    Era era() {
        return era;
    }

    /** The newest revision of the era until the server has named another. */
    String version() {
        return version;
    }

    /** The server has opened a session. */
    void opened(String negotiated, Optional<String> id) {
        version = negotiated;
        upstreamSession = id;
    }

    /**
     * Sends a request.
     *
     * @param params the members of {@code params}, without braces; may be empty
     * @return its response; fails with {@link NoListException} only
     */
    Future<OneAnswer.Response> ask(String method, String params) {
        String id = RequestId.ours(ids.uuid());
        OneAnswer answer = new OneAnswer(id);
        Upstream.Exchange exchange = send(method, params, Optional.of(id), answer);
        long timer = vertx.setTimer(PATIENCE_MILLIS, late -> {
            exchange.cancel();
            answer.giveUp("it did not answer within 30 s");
        });
        return answer.response().onComplete(done -> vertx.cancelTimer(timer));
    }

    /** Sends a request whose answer stays open. */
    Upstream.Exchange open(String method, String params, AnswerSink sink) {
        return send(method, params, Optional.of(RequestId.ours(ids.uuid())), sink);
    }

    void tell(String method) {
        send(method, "", Optional.empty(), new Ignored());
    }

    /** Answers a request of the server. */
    void answer(String id, String resultOrError) {
        post(
                "",
                RawMessage.of("{\"jsonrpc\":\"2.0\",\"id\":" + id + "," + resultOrError + "}"),
                Optional.empty(),
                new Ignored());
    }

    private Upstream.Exchange send(String method, String params, Optional<String> id, AnswerSink sink) {
        String meta = era == Era.MODERN ? META.formatted(version) : "";
        String members = params + (params.isEmpty() || meta.isEmpty() ? "" : ",") + meta;
        return post(
                method,
                RawMessage.of(
                        "{\"jsonrpc\":\"2.0\"" + id.map(i -> ",\"id\":" + i).orElse("") + ",\"method\":\"" + method
                                + "\"" + (members.isEmpty() ? "" : ",\"params\":{" + members + "}") + "}"),
                id,
                sink);
    }

    private Upstream.Exchange post(String method, RawMessage body, Optional<String> id, AnswerSink sink) {
        Map<String, String> headers = new HashMap<>();
        headers.put("content-type", "application/json");
        headers.put("accept", BOTH);
        boolean opens = method.equals("initialize");
        if (!opens) {
            headers.put("mcp-protocol-version", version);
        }
        if (era == Era.MODERN) {
            headers.put("mcp-method", method);
        }
        return upstream.send(request(HttpMethod.POST, body, headers, id, opens), sink);
    }

    /** Opens the stream for what the server says by itself. */
    Upstream.Exchange listen(AnswerSink sink) {
        return upstream.send(
                request(
                        HttpMethod.GET,
                        RawMessage.of(""),
                        Map.of("accept", "text/event-stream", "mcp-protocol-version", version),
                        Optional.empty(),
                        false),
                sink);
    }

    private UpstreamRequest request(
            HttpMethod verb, RawMessage body, Map<String, String> headers, Optional<String> id, boolean opens) {
        Optional<String> ours = era == Era.LEGACY ? Optional.of(session) : Optional.empty();
        return new UpstreamRequest(verb, NOBODY, body, headers, era, ours, upstreamSession, id, opens);
    }

    /** Ends the session with the server. */
    void close() {
        if (era == Era.LEGACY) {
            upstream.abandon(session, upstreamSession);
        }
    }

    /** An answer that means nothing to us. */
    private static final class Ignored implements AnswerSink {

        @Override
        public void head(int status, MultiMap headers) {
            // 202
        }

        @Override
        public void chunk(Buffer bytes) {
            // nothing was asked
        }

        @Override
        public void end() {
            // told
        }

        @Override
        public void failed(dev.countersign.gateway.upstream.UpstreamFailure failure) {
            // the next request will meet it, too
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
}
