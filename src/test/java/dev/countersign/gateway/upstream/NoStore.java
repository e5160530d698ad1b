package dev.countersign.gateway.upstream;

import dev.countersign.call.AgentName;
import dev.countersign.gateway.session.SessionRow;
import dev.countersign.gateway.session.SessionStore;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keeps nothing: what a node has in memory is all there is. */
public final class NoStore implements SessionStore {

    @Override
    public CompletionStage<Integer> openOf(AgentName agent) {
        return CompletableFuture.completedFuture(0);
    }

    @Override
    public CompletionStage<Void> insert(SessionRow row) {
        return done();
    }

    @Override
    public CompletionStage<Optional<SessionRow>> find(String id, boolean alsoEnded) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletionStage<Void> mapTo(String id, Optional<String> upstreamId) {
        return done();
    }

    @Override
    public CompletionStage<Void> initialized(String id) {
        return done();
    }

    @Override
    public CompletionStage<Void> end(String id, Optional<String> upstreamId) {
        return done();
    }

    @Override
    public CompletionStage<Set<String>> touch(Collection<String> ids) {
        return CompletableFuture.completedFuture(Set.copyOf(ids));
    }

    private static CompletionStage<Void> done() {
        return CompletableFuture.completedFuture(null);
    }
}
