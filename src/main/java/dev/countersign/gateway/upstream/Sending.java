package dev.countersign.gateway.upstream;

import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.ServerAnswer;
import dev.countersign.gateway.ServerCalls.BeforeFirstByte;
import dev.countersign.gateway.ServerCalls.Dispatch;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * One sending of one released call, whatever its transport: allowed once, limited in time, ended once (protocol design, section 10). What
 * cannot be proved unsent is {@link ServerAnswer.Unknown}. Safe to use from any thread.
 */
public final class Sending {

    private static final long FIRST_BYTE_MILLIS = 120_000;
    private static final long WHOLE_MILLIS = 600_000;

    /** A response that was on its way already when the server was told may still come. */
    private static final long AFTER_CANCEL_MILLIS = 5_000;

    private final Vertx vertx;
    private final Dispatch dispatch;
    private final Consumer<RawMessage> relay;
    private final BeforeFirstByte beforeFirstByte;
    private final Runnable sent;
    private final CompletableFuture<ServerAnswer> answer = new CompletableFuture<>();
    private volatile boolean begun;
    private volatile boolean answering;

    /** See {@link dev.countersign.gateway.ServerCalls#send}. */
    Sending(
            Vertx vertx,
            Dispatch dispatch,
            Consumer<RawMessage> relay,
            BeforeFirstByte beforeFirstByte,
            Runnable sent) {
        this.vertx = vertx;
        this.dispatch = dispatch;
        this.relay = relay;
        this.beforeFirstByte = beforeFirstByte;
        this.sent = sent;
    }

    public Dispatch dispatch() {
        return dispatch;
    }

    /** What came of it; never fails. */
    public CompletionStage<ServerAnswer> answer() {
        return answer.minimalCompletionStage();
    }

    public boolean isOver() {
        return answer.isDone();
    }

    /** The last question before the first byte, to be asked once. False: it has ended, and nothing may be written. */
    public boolean maySend() {
        begun = !isOver() && beforeFirstByte.maySend();
        if (!begun) {
            notSent("the release was stopped before its first byte");
        }
        return begun;
    }

    /** Whether a byte of it may have left. */
    public boolean hasBegun() {
        return begun;
    }

    /** The request was handed to the connection or pipe. */
    public void sent() {
        sent.run();
    }

    /**
     * Starts the clocks: 120 s to the first byte of an answer, 10 min to its end.
     *
     * @param answerer who is waited for, as a sentence begins: "the server"
     */
    public void limit(String answerer) {
        limit(FIRST_BYTE_MILLIS, answerer + " did not begin to answer within 120 s");
        limit(WHOLE_MILLIS, answerer + " did not finish its answer within 10 min");
    }

    /** The answer has begun. */
    public void answering() {
        answering = true;
    }

    /** The server sent this before its response. */
    public void relay(RawMessage message) {
        if (!isOver()) {
            relay.accept(message);
        }
    }

    public void answered(RawMessage response) {
        answer.complete(new ServerAnswer.Answered(response));
    }

    public void refused(int status) {
        answer.complete(new ServerAnswer.HttpError(status, "the server answered HTTP " + status));
    }

    public void notSent(String reason) {
        answer.complete(new ServerAnswer.NotSent(reason));
    }

    /** It was sent, or perhaps sent, and there is no answer. */
    public void unknown(String reason) {
        answer.complete(new ServerAnswer.Unknown(reason));
    }

    /** The connection or the process is gone: {@code unknown} when a byte of the call may have left. */
    public void lost(String beforeSending, String afterSending) {
        if (begun) {
            unknown(afterSending);
        } else {
            notSent(beforeSending);
        }
    }

    /** To be done once when it has ended, at once when it has ended already. */
    public void whenOver(Consumer<ServerAnswer> last) {
        answer().thenAccept(last);
    }

    /**
     * What the agent's cancellation is told by, once bytes may have left; a server that does not answer any more, as it should not, has
     * left the outcome unknown.
     */
    public void whenCancelled(Runnable tell) {
        beforeFirstByte.cancelled().thenRun(() -> {
            if (begun && !isOver()) {
                tell.run();
                vertx.setTimer(AFTER_CANCEL_MILLIS, late -> unknown("the agent cancelled it after it was sent"));
            }
        });
    }

    /** The notification that cancels a request, by the exact text of its id. */
    public static RawMessage cancellation(String requestId) {
        return RawMessage.of("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":"
                + requestId + ",\"reason\":\"cancelled by the client\"}}");
    }

    private void limit(long millis, String reason) {
        long timer = vertx.setTimer(millis, over -> {
            if (millis == WHOLE_MILLIS || !answering) {
                unknown(reason);
            }
        });
        whenOver(done -> vertx.cancelTimer(timer));
    }
}
