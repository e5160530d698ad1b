package dev.countersign.gateway.downstream;

import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.downstream.answer.Replies;
import dev.countersign.gateway.downstream.bound.BodyReader;
import dev.countersign.gateway.downstream.bound.Patience;
import dev.countersign.gateway.protocol.HeaderRules;
import dev.countersign.gateway.protocol.MessageScan;
import dev.countersign.gateway.protocol.MessageScan.Messages;
import dev.countersign.gateway.protocol.RejectedMessageException;
import dev.countersign.gateway.protocol.Revision;
import dev.countersign.gateway.protocol.answer.JsonRpcErrors;
import dev.countersign.gateway.session.McpSession;
import dev.countersign.gateway.session.Sessions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** POST: the body is read whole, its session found, its messages scanned; then they go where they belong. */
@Singleton
final class PostHandler {

    private final Patience patience;
    private final Sessions sessions;
    private final Replies replies;
    private final MessageHandler messages;
    private final BatchHandler batches;

    PostHandler(Patience patience, Sessions sessions, Replies replies, MessageHandler messages, BatchHandler batches) {
        this.patience = patience;
        this.sessions = sessions;
        this.replies = replies;
        this.messages = messages;
        this.batches = batches;
    }

    void handle(AgentRequest request) {
        HttpServerRequest http = request.http();
        if (http.getHeader("content-encoding") != null) {
            replies.refuse(request, 415, "Content-Encoding is not accepted, send the body as it is");
        } else if (!isJson(http.getHeader("content-type"))) {
            replies.refuse(request, 415, "the content type must be application/json in UTF-8");
        } else {
            request.headers(HeaderRules.request(http.headers(), Set.of()));
            new BodyReader(patience, http, body -> received(request, body), fault -> refuse(request, fault)).start();
        }
    }

    private void refuse(AgentRequest request, BodyReader.Fault fault) {
        if (request.http().version() != HttpVersion.HTTP_2) {
            request.out().putHeader("connection", "close");
        }
        if (fault == BodyReader.Fault.TOO_LARGE) {
            replies.refuse(request, 413, "the body exceeds " + BodyReader.LARGEST + " bytes");
        } else {
            replies.refuse(request, 408, "the body did not arrive within 30 s");
        }
    }

    private void received(AgentRequest request, byte[] body) {
        Optional<String> id = request.header(HeaderRules.SESSION_ID);
        if (id.isEmpty()) {
            scan(request, body, Optional.empty());
            return;
        }
        Optional<McpSession> known =
                sessions.known(id.get(), request.agent(), request.server().name());
        if (known.isPresent()) {
            scan(request, body, known);
            return;
        }
        sessions.find(id.get(), request.agent(), request.server().name())
                .whenComplete((found, failed) -> request.loop().runOnContext(on -> {
                    if (failed != null) {
                        replies.unavailable(request, "the session cannot be looked up at present, nothing was sent");
                    } else {
                        scan(request, body, found);
                    }
                }));
    }

    private void scan(AgentRequest request, byte[] body, Optional<McpSession> session) {
        boolean batch = session.isPresent()
                && Revision.negotiated(session.get().version()).hasBatches();
        try {
            Messages scanned = MessageScan.scan(body, batch);
            session.ifPresent(request::session);
            request.message(RawMessage.of(body), scanned.all().get(0));
            if (scanned.batch()) {
                batches.handle(request, scanned.all());
            } else {
                messages.handle(request);
            }
        } catch (RejectedMessageException e) {
            replies.json(request.out(), e.status(), JsonRpcErrors.of(e));
        }
    }

    /** {@code application/json}, and no other charset than UTF-8. */
    private static boolean isJson(String type) {
        if (type == null) {
            return false;
        }
        if (type.equals("application/json")) {
            return true;
        }
        String[] parts = type.toLowerCase(Locale.ROOT).split(";", -1);
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.startsWith("charset=") && !parameter.replace("\"", "").equals("charset=utf-8")) {
                return false;
            }
        }
        return parts[0].strip().equals("application/json");
    }
}
