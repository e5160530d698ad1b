package dev.countersign.inbox.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.approval.ApprovalFeed;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Every change of every call as server-sent events; an event's id is good on every node. */
@Path("/api/v1/approvals/events")
@Authenticated
@Tag(name = "approvals")
public class EventsApi {

    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);
    private static final int MOST_STREAMS = 20;

    private final ApprovalFeed feed;
    private final SecurityIdentity identity;
    private final ObjectMapper json;
    private final OpenStreams streams;

    EventsApi(ApprovalFeed feed, SecurityIdentity identity, ObjectMapper json, OpenStreams streams) {
        this.feed = feed;
        this.identity = identity;
        this.json = json;
        this.streams = streams;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(summary = "Every change from now on, or from Last-Event-ID on")
    public Multi<OutboundSseEvent> events(
            @Context Sse sse, @Nullable @HeaderParam("Last-Event-ID") String lastEventId) {
        String person = identity.getPrincipal().getName();
        if (!streams.open(person, MOST_STREAMS)) {
            throw new WebApplicationException(429);
        }
        Multi<OutboundSseEvent> alive = Multi.createFrom()
                .ticks()
                .every(KEEP_ALIVE)
                .onOverflow()
                .drop()
                .map(tick -> sse.newEventBuilder().comment("alive").build());
        return Multi.createBy()
                .merging()
                .streams(alive, changes(sse, Optional.ofNullable(lastEventId)))
                .onTermination()
                .invoke(() -> streams.close(person));
    }

    private Multi<OutboundSseEvent> changes(Sse sse, Optional<String> lastEventId) {
        if (identity.getRoles().isEmpty()) {
            return Multi.createFrom().nothing(); // whoever has no role sees no call
        }
        try {
            return Multi.createFrom()
                    .publisher(feed.changes(lastEventId.filter(id -> !id.isBlank())))
                    .map(change -> event(sse, change));
        } catch (IllegalArgumentException notOurs) {
            throw new WebApplicationException(
                    ApprovalsApi.problem(400, "Last-Event-ID is none of this stream: leave it out to start now."));
        }
    }

    private OutboundSseEvent event(Sse sse, ApprovalFeed.Change change) {
        try {
            return sse.newEventBuilder()
                    .id(change.position())
                    .name("approval")
                    .mediaType(MediaType.TEXT_PLAIN_TYPE)
                    .data(json.writeValueAsString(ApprovalJson.of(change.view())))
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an approval is always writable", e);
        }
    }

    /** How many streams each person has open on this node. */
    @jakarta.inject.Singleton
    static class OpenStreams {
        private final Map<String, AtomicInteger> open = new ConcurrentHashMap<>();

        boolean open(String person, int most) {
            AtomicInteger count = open.computeIfAbsent(person, p -> new AtomicInteger());
            if (count.incrementAndGet() > most) {
                count.decrementAndGet();
                return false;
            }
            return true;
        }

        void close(String person) {
            open.computeIfAbsent(person, p -> new AtomicInteger()).decrementAndGet();
        }
    }
}
