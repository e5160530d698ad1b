package dev.countersign.gateway.task;

import dev.countersign.call.ServerName;
import dev.countersign.gateway.Era;
import dev.countersign.gateway.GateOutcome.Booking;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.ServerAnswer;
import dev.countersign.gateway.ServerCalls;
import dev.countersign.gateway.ServerCalls.Dispatch;
import dev.countersign.gateway.Told;
import dev.countersign.gateway.hold.ServerAnswers;
import dev.countersign.gateway.hold.Wording;
import dev.countersign.gateway.hold.Workers;
import dev.countersign.gateway.hold.follow.UpstreamTasks;
import dev.countersign.gateway.protocol.ErrorCodes;
import dev.countersign.gateway.protocol.answer.JsonRpcErrors;
import dev.countersign.gateway.protocol.answer.Responses;
import dev.countersign.gateway.protocol.answer.ToolResults;
import dev.countersign.gateway.protocol.answer.ToolResults.ServerInfo;
import dev.countersign.gateway.protocol.answer.UnreadableAnswerException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Tasks of calls that need no decision: sent at once, once, and their answer kept. */
@ApplicationScoped
public class SentTasks {

    private static final Optional<String> ANY_ID = Optional.of("0");

    private final ServerCalls servers;
    private final UpstreamTasks following;
    private final TaskStore store;
    private final TaskEnds ends;
    private final Workers workers;
    private final Wording wording;
    private final ServerInfo ourselves;

    SentTasks(
            ServerCalls servers,
            UpstreamTasks following,
            TaskStore store,
            TaskEnds ends,
            Workers workers,
            Wording wording,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.servers = servers;
        this.following = following;
        this.store = store;
        this.ends = ends;
        this.workers = workers;
        this.wording = wording;
        this.ourselves = new ServerInfo("countersign", version);
    }

    /** Sends the call of a task that the agent knows. Never blocks; completes when the end is on record. */
    public CompletionStage<Void> send(Task task, Dispatch dispatch, Booking booking) {
        return servers.send(dispatch, message -> ends.relay(task.id(), message), () -> true, () -> {})
                .thenCompose(first -> following.toTheEnd(dispatch, first))
                .thenCompose(answer -> {
                    if (ServerAnswers.didNothing(answer)) {
                        booking.nothingHappened();
                    }
                    return workers.untilDone("recording the end of a task", () -> {
                        store.end(task.id(), response(answer, task.owner()));
                        return true;
                    });
                })
                .thenAccept(recorded -> ends.wake(task.id()));
    }

    /** The node that sent it has died. */
    void lost(Task task) {
        store.end(task.id(), unknown(task.owner()));
        ends.wake(task.id());
    }

    private RawMessage response(ServerAnswer answer, Task.Owner owner) {
        ServerName server = owner.server();
        if (answer instanceof ServerAnswer.Answered answered) {
            return passable(answered.response(), server);
        }
        if (answer instanceof ServerAnswer.NotSent notSent) {
            return JsonRpcErrors.notSent(ANY_ID, "Not sent to " + server + ": " + notSent.reason() + ".");
        }
        if (answer instanceof ServerAnswer.HttpError error && ServerAnswers.didNothing(answer)) {
            return failed(server + " refused the call with HTTP status " + error.status() + ".");
        }
        return unknown(owner);
    }

    private static RawMessage passable(RawMessage response, ServerName server) {
        try {
            return Responses.claimsDecision(response)
                    ? failed(server + " answered with a decision that only the gateway makes; it was not passed on.")
                    : response;
        } catch (UnreadableAnswerException unreadable) {
            return failed(server + " answered with something that is no JSON-RPC response.");
        }
    }

    private RawMessage unknown(Task.Owner owner) {
        Told told = wording.lost(owner.server().value());
        return ToolResults.response("0", told, owner.era() == Era.MODERN ? Optional.of(ourselves) : Optional.empty());
    }

    private static RawMessage failed(String message) {
        return JsonRpcErrors.of(ANY_ID, ErrorCodes.INTERNAL_ERROR, message);
    }
}
