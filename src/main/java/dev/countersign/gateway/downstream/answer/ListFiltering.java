package dev.countersign.gateway.downstream.answer;

import dev.countersign.call.ToolName;
import dev.countersign.gateway.GateOutcome.Booking;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.ToolLists;
import dev.countersign.gateway.ToolLists.SeenTool;
import dev.countersign.gateway.downstream.AgentRequest;
import dev.countersign.gateway.protocol.ErrorCodes;
import dev.countersign.gateway.protocol.answer.JsonRpcErrors;
import dev.countersign.gateway.protocol.answer.ToolVerdict;
import dev.countersign.gateway.protocol.answer.ToolsListFilter;
import dev.countersign.gateway.protocol.answer.ToolsPage;
import dev.countersign.gateway.protocol.answer.UnreadableAnswerException;
import dev.countersign.gateway.protocol.sse.EventTooLargeException;
import dev.countersign.gateway.protocol.sse.SseDecoder;
import dev.countersign.gateway.protocol.sse.SseEncoder;
import dev.countersign.gateway.protocol.sse.SseEvent;
import dev.countersign.gateway.upstream.AnswerSink;
import dev.countersign.gateway.upstream.ServerMessage;
import dev.countersign.gateway.upstream.UpstreamFailure;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The answer to {@code tools/list}: what the agent must not see is cut out, everything else keeps its bytes. What cannot be read is an
 * error for the agent, never passed. Definitions are reported as they pass, cut or not.
 */
public final class ListFiltering implements AnswerSink {

    private static final Logger LOGGER = Logger.getLogger(ListFiltering.class);
    private static final int LARGEST = SseDecoder.DEFAULT_LIMIT;

    private final AgentRequest request;
    private final Replies replies;
    private final ToolLists lists;
    private final PassThrough passing;
    private final SseDecoder events = new SseDecoder();
    private final Buffer json = Buffer.buffer();
    private MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    private Form form = Form.UNTOUCHED;

    private enum Form {
        /** No list: an error status. */
        UNTOUCHED,
        JSON,
        EVENTS,
        /** Answered otherwise. */
        CLOSED
    }

    /** With what is hidden from whom. */
    public ListFiltering(AgentRequest request, Replies replies, ToolLists lists) {
        this.request = request;
        this.replies = replies;
        this.lists = lists;
        this.passing = new PassThrough(request, replies, Booking.NONE);
    }

    @Override
    public void head(int status, MultiMap with) {
        String type = with.get("content-type");
        if (type != null && type.startsWith("text/event-stream")) {
            form = Form.EVENTS;
            passing.head(status, with);
        } else if (status >= 200 && status < 300) {
            form = Form.JSON;
            headers = with;
        } else {
            passing.head(status, with);
        }
    }

    @Override
    public void chunk(Buffer bytes) {
        if (form == Form.JSON) {
            if (json.length() + bytes.length() > LARGEST) {
                refuse("it is too large");
            } else {
                json.appendBuffer(bytes);
            }
        } else if (form == Form.EVENTS) {
            event(bytes);
        } else if (form == Form.UNTOUCHED) {
            passing.chunk(bytes);
        }
    }

    @Override
    public void end() {
        if (form == Form.JSON) {
            whole();
        } else if (form == Form.EVENTS) {
            passing.chunk(Buffer.buffer(events.rest().bytes()));
            passing.end();
        } else if (form == Form.UNTOUCHED) {
            passing.end();
        }
    }

    @Override
    public void failed(UpstreamFailure failure) {
        if (form != Form.CLOSED) {
            passing.failed(failure);
        }
    }

    @Override
    public boolean isFull() {
        return passing.isFull();
    }

    @Override
    public void whenDrained(Runnable resume) {
        passing.whenDrained(resume);
    }

    private void whole() {
        if (json.length() == 0) {
            passing.head(200, headers);
            passing.end();
            return;
        }
        try {
            ToolsPage page = filter(RawMessage.of(json.getBytes()));
            MultiMap sized = MultiMap.caseInsensitiveMultiMap()
                    .addAll(headers)
                    .set("content-length", Integer.toString(page.message().size()));
            passing.head(200, sized);
            passing.chunk(Buffer.buffer(page.message().bytes()));
            passing.end();
        } catch (UnreadableAnswerException e) {
            refuse(String.valueOf(e.getMessage()));
        }
    }

    private void event(Buffer bytes) {
        try {
            for (SseEvent event : events.feed(bytes.getBytes())) {
                passing.chunk(Buffer.buffer(filtered(event)));
            }
        } catch (EventTooLargeException e) {
            form = Form.CLOSED;
            request.leaveServer();
            passing.chunk(
                    Buffer.buffer(SseEncoder.event(Optional.empty(), unreadable(String.valueOf(e.getMessage())))));
            passing.end();
        }
    }

    private byte[] filtered(SseEvent event) {
        if (!event.hasMessage()
                || ServerMessage.of(event.data().orElseThrow().bytes()).isNotification()) {
            return event.raw().bytes();
        }
        RawMessage message = event.data().orElseThrow();
        try {
            ToolsPage page = filter(message);
            return page.changed()
                    ? SseEncoder.event(event.id(), page.message())
                    : event.raw().bytes();
        } catch (UnreadableAnswerException e) {
            return SseEncoder.event(event.id(), unreadable(String.valueOf(e.getMessage())));
        }
    }

    private ToolsPage filter(RawMessage message) throws UnreadableAnswerException {
        boolean cuts = lists.hidesAnything(request.agent(), request.server().name());
        ToolsPage page = ToolsListFilter.filter(
                message, tool -> cuts && isHidden(tool) ? ToolVerdict.CUT : ToolVerdict.KEEP, false);
        if (!page.tools().isEmpty()) {
            lists.seen(
                    request.server().name(),
                    page.tools().stream()
                            .filter(tool -> !tool.name().isEmpty())
                            .map(tool -> new SeenTool(new ToolName(tool.name()), tool.definition()))
                            .toList());
        }
        return page;
    }

    private boolean isHidden(String tool) {
        return tool.isEmpty() || lists.hides(request.agent(), request.server().name(), new ToolName(tool));
    }

    private void refuse(String why) {
        form = Form.CLOSED;
        request.leaveServer();
        LOGGER.warnf(
                "a list of tools is not passed on: server=%s reason=%s",
                request.server().name(), why);
        replies.json(request.out(), 502, unreadable(why));
    }

    private RawMessage unreadable(String why) {
        return JsonRpcErrors.of(
                request.requestId(),
                ErrorCodes.INTERNAL_ERROR,
                "the server's list of tools cannot be passed on: " + why);
    }
}
