package dev.countersign.inbox;

import dev.countersign.approval.ApprovalFeed;
import dev.countersign.identity.Sessions;
import dev.countersign.web.auth.Caller;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Tells open pages that something changed: id, state and version only, the page fetches what it shows. A stream ends with its
 * session, which it does not keep alive, and after a while in any case; browsers come back by themselves.
 */
@Path("/inbox/events")
@ApplicationScoped
class LiveEvents {

    private static final int MOST_PER_PERSON = 20;
    private static final Duration TICK = Duration.ofSeconds(4);

    private final ApprovalFeed feed;
    private final Sessions sessions;
    private final Map<String, Integer> open = new ConcurrentHashMap<>();

    LiveEvents(ApprovalFeed feed, Sessions sessions) {
        this.feed = feed;
        this.sessions = sessions;
    }

    @GET
    @RolesAllowed({"approver", "admin", "auditor"})
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(hidden = true)
    public Multi<OutboundSseEvent> events(
            @Context Sse sse,
            @Context io.quarkus.security.identity.SecurityIdentity identity,
            @HeaderParam("Last-Event-ID") @Nullable String last) {
        Caller caller = Caller.of(identity);
        String person = caller.person().name().value();
        if (open.merge(person, 1, Integer::sum) > MOST_PER_PERSON) {
            left(person);
            throw new ClientErrorException(429);
        }
        Multi<OutboundSseEvent> changes =
                Multi.createFrom().publisher(changes(last)).map(change -> event(sse, change));
        Multi<OutboundSseEvent> ticks = Multi.createFrom()
                .ticks()
                .every(TICK)
                .onOverflow()
                .drop()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .select()
                .first(tick -> sessions.find(caller.session(), false).isPresent())
                .map(tick -> sse.newEventBuilder().name("tick").data("").build());
        return Multi.createBy()
                .merging()
                .streams(
                        changes.map(Optional::of),
                        ticks.map(Optional::of).onCompletion().continueWith(Optional.empty()))
                .select()
                .first(Optional::isPresent)
                .map(Optional::orElseThrow)
                .onTermination()
                .invoke(() -> left(person));
    }

    private java.util.concurrent.Flow.Publisher<ApprovalFeed.Change> changes(@Nullable String last) {
        try {
            return feed.changes(Optional.ofNullable(last));
        } catch (IllegalArgumentException notOurs) {
            return feed.changes(Optional.empty());
        }
    }

    private void left(String person) {
        open.computeIfPresent(person, (name, count) -> count > 1 ? count - 1 : null);
    }

    private static OutboundSseEvent event(Sse sse, ApprovalFeed.Change change) {
        String data = "{\"id\":\"" + change.view().id() + "\",\"state\":\""
                + change.view().status().word() + "\",\"version\":"
                + change.view().version() + "}";
        return sse.newEventBuilder()
                .id(change.position())
                .name("approval")
                .data(data)
                .build();
    }
}
