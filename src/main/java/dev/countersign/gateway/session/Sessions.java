package dev.countersign.gateway.session;

import dev.countersign.call.AgentName;
import dev.countersign.call.IdSource;
import dev.countersign.call.ServerName;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The sessions that this node has in use. A session is bound to its agent and its server: whoever else shows its id meets an unknown
 * session.
 */
public final class Sessions {

    /** 256 bits. */
    private static final int ID_BYTES = 32;

    /** Base64 of {@link #ID_BYTES} without padding; anything else is no id of ours and not looked up. */
    private static final int ID_LENGTH = 43;

    private final SessionStore store;
    private final IdSource ids;
    private final int perAgent;
    private final ConcurrentMap<String, McpSession> known = new ConcurrentHashMap<>();

    /** With a limit of open sessions per agent. */
    public Sessions(SessionStore store, IdSource ids, int perAgent) {
        this.store = store;
        this.ids = ids;
        this.perAgent = perAgent;
    }

    /** A fresh session id of ours. */
    public String newId() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(ids.bytes(ID_BYTES));
    }

    /** Whether the agent may open one more. Fails when the database does not answer: nothing may be opened then. */
    public CompletionStage<Boolean> hasRoom(AgentName agent) {
        return store.openOf(agent).thenApply(open -> open < perAgent);
    }

    /** Keeps a new session; completes when it is durable. */
    public CompletionStage<McpSession> open(SessionRow row) {
        return store.insert(row).thenApply(done -> {
            McpSession session = new McpSession(row);
            known.put(row.id(), session);
            return session;
        });
    }

    /** The session if this node has it in memory: the way of nearly every request. */
    public Optional<McpSession> known(String id, AgentName agent, ServerName server) {
        return Optional.ofNullable(known.get(id)).filter(found -> isFor(found, agent, server));
    }

    /** The session wherever it was opened. Fails when the database does not answer. */
    public CompletionStage<Optional<McpSession>> find(String id, AgentName agent, ServerName server) {
        McpSession here = known.get(id);
        if (here != null || id.length() != ID_LENGTH) {
            return CompletableFuture.completedFuture(known(id, agent, server));
        }
        return store.find(id, false)
                .thenApply(row -> row.map(r -> known.computeIfAbsent(r.id(), absent -> new McpSession(r)))
                        .filter(found -> isFor(found, agent, server)));
    }

    /** The session that a held call came in, even when agents can no longer use it. */
    public CompletionStage<Optional<McpSession>> ofHeldCall(String id) {
        McpSession here = known.get(id);
        if (here != null) {
            return CompletableFuture.completedFuture(Optional.of(here));
        }
        return store.find(id, true).thenApply(row -> row.map(McpSession::new));
    }

    /** Whether agents can still use the session with this id, wherever it was opened. Fails when the database does not answer. */
    public CompletionStage<Boolean> isOpen(String id) {
        return known.containsKey(id)
                ? CompletableFuture.completedFuture(true)
                : store.find(id, false).thenApply(Optional::isPresent);
    }

    /** The server lost its side and another session was opened there in its place. */
    public CompletionStage<Void> mapTo(McpSession session, Optional<String> upstreamId) {
        session.mapTo(upstreamId);
        return store.mapTo(session.id(), upstreamId);
    }

    /** The agent has sent {@code notifications/initialized}. */
    public CompletionStage<Void> initialized(McpSession session) {
        return store.initialized(session.id());
    }

    /** Ends the session here and everywhere. */
    public CompletionStage<Void> end(McpSession session) {
        known.remove(session.id(), session);
        session.end();
        return store.end(session.id(), session.upstreamId());
    }

    /** Those in which a call is held on this node while nothing was sent in them for so long. */
    public List<McpSession> holdingInSilence(Duration silence) {
        long nanos = silence.toNanos();
        return known.values().stream()
                .filter(session -> session.isHoldingInSilence(nanos))
                .toList();
    }

    /** Tells the database which sessions are in use and forgets those that others have ended. To be called about once a minute. */
    public CompletionStage<Void> refresh() {
        Set<String> used = new HashSet<>();
        known.values().removeIf(session -> !session.usedSinceLastAsked());
        known.values().forEach(session -> used.add(session.id()));
        if (used.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return store.touch(used)
                .thenAccept(open -> used.stream()
                        .filter(id -> !open.contains(id))
                        .map(known::remove)
                        .filter(Objects::nonNull)
                        .forEach(McpSession::end));
    }

    private static boolean isFor(McpSession session, AgentName agent, ServerName server) {
        return !session.hasEnded()
                && session.agent().equals(agent)
                && session.server().equals(server);
    }
}
