package dev.countersign.gateway.downstream.hold;

import dev.countersign.gateway.Caller;
import dev.countersign.gateway.downstream.AgentRequest;
import dev.countersign.gateway.downstream.answer.Replies;
import dev.countersign.gateway.protocol.ErrorCodes;
import dev.countersign.gateway.protocol.Message.RequestId;
import dev.countersign.gateway.session.McpSession;
import dev.countersign.gateway.stream.EventId;
import dev.countersign.gateway.stream.Resumptions;
import dev.countersign.gateway.stream.Resumptions.Resumed;
import dev.countersign.gateway.stream.Resumptions.Returning;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** GET with an event id of ours: the next leg of a held stream, or a plain no; never an empty stream. */
@Singleton
public final class Resuming {

    private final Resumptions resumptions;
    private final Holding holding;
    private final Replies replies;

    Resuming(Resumptions resumptions, Holding holding, Replies replies) {
        this.resumptions = resumptions;
        this.holding = holding;
        this.replies = replies;
    }

    /** Answers a request of a session that begins with {@code cs.} */
    public void resume(AgentRequest request, String lastEventId) {
        Optional<EventId> last = EventId.parse(lastEventId);
        McpSession session = request.session().orElseThrow();
        if (last.isEmpty()) {
            unknown(request);
            return;
        }
        Returning agent = new Returning(session.agent(), session.server(), session.id(), Optional.of(client(session)));
        resumptions
                .resume(last.get(), agent)
                .whenComplete((resumed, failed) ->
                        request.loop().runOnContext(on -> answer(request, last.get(), resumed, failed)));
    }

    private void answer(AgentRequest request, EventId last, @Nullable Resumed resumed, @Nullable Throwable failed) {
        if (failed == null && resumed instanceof Resumed.Waiting waiting) {
            wait(request, last, waiting);
        } else if (!request.isOver()) {
            if (failed != null || resumed == null) {
                replies.unavailable(request, "the stream cannot be looked up at present");
            } else if (resumed instanceof Resumed.Over) {
                replies.status(request, 204);
            } else {
                unknown(request);
            }
        }
    }

    private void wait(AgentRequest request, EventId last, Resumed.Waiting waiting) {
        Optional<String> idKey = RequestId.keyOf(waiting.caller().requestId().getBytes(StandardCharsets.UTF_8));
        if (request.isOver() || (idKey.isPresent() && request.resumes(last.stream(), idKey.get()))) {
            request.longLived();
            holding.hold(request, waiting.call(), waiting.caller());
        } else {
            waiting.call().detach();
            replies.bad(request, ErrorCodes.INVALID_REQUEST, "another request with this id is open in this session");
        }
    }

    private static Caller.Client client(McpSession session) {
        return new Caller.Client(session.clientName(), session.clientVersion());
    }

    private void unknown(AgentRequest request) {
        replies.refuse(request, 404, "no such stream in this session: call again instead");
    }
}
