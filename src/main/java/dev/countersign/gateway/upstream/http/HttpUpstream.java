package dev.countersign.gateway.upstream.http;

import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.upstream.AnswerSink;
import dev.countersign.gateway.upstream.Upstream;
import dev.countersign.gateway.upstream.UpstreamRequest;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import java.util.Optional;

/** One server over Streamable HTTP: passes requests and answers without looking into them. */
final class HttpUpstream implements Upstream {

    /** The header of MCP's transport that names the session. */
    static final String SESSION = "mcp-session-id";

    private final HttpTarget target;
    private final HttpClients clients;

    HttpUpstream(HttpTarget target, HttpClients clients) {
        this.target = target;
        this.clients = clients;
    }

    @Override
    public Exchange send(UpstreamRequest request, AnswerSink sink) {
        HttpPassage passage = new HttpPassage(sink);
        clients.pooled().request(target.options(request.method())).onComplete(connected -> {
            if (connected.failed()) {
                passage.notReached();
                return;
            }
            HttpClientRequest out = connected.result();
            dress(out, request.headers(), request.upstreamSession(), target.ownHeaders());
            passage.begin(out, body(request));
        });
        return passage;
    }

    @Override
    public void abandon(String session, Optional<String> upstreamId) {
        if (upstreamId.isEmpty()) {
            return;
        }
        clients.pooled().request(target.options(HttpMethod.DELETE)).onSuccess(out -> {
            dress(out, Map.of(), upstreamId, target.ownHeaders());
            out.send();
        });
    }

    /** What came with the request, the server's own session id, and last our own headers, which win. */
    static void dress(
            HttpClientRequest out, Map<String, String> headers, Optional<String> session, Map<String, String> own) {
        headers.forEach(out::putHeader);
        if (session.isPresent()) {
            out.putHeader(SESSION, session.get());
        }
        own.forEach(out::putHeader);
    }

    private static Buffer body(UpstreamRequest request) {
        RawMessage body = request.body();
        return body.size() == 0 ? Buffer.buffer() : Buffer.buffer(body.bytes());
    }
}
