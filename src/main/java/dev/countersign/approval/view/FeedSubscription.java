package dev.countersign.approval.view;

import dev.countersign.approval.ApprovalFeed.Change;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;

/** One live stream: its place in the log and its demand. All state is touched on the feed's thread only. */
final class FeedSubscription implements Flow.Subscription {

    private static final int BATCH = 200;

    private final Flow.Subscriber<? super Change> subscriber;
    private final FeedTail tail;
    private final Executor thread;
    private Position position;
    private long demand;
    private volatile boolean ended;

    FeedSubscription(Flow.Subscriber<? super Change> subscriber, Position position, FeedTail tail, Executor thread) {
        this.subscriber = subscriber;
        this.position = position;
        this.tail = tail;
        this.thread = thread;
    }

    void begin() {
        subscriber.onSubscribe(this);
        drain();
    }

    @Override
    public void request(long n) {
        thread.execute(() -> {
            demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
            drain();
        });
    }

    @Override
    public void cancel() {
        ended = true;
        tail.leave(this);
    }

    /** Hands out what is there, as far as it was asked for. */
    void drain() {
        try {
            while (!ended && demand > 0) {
                List<EventLog.Entry> next = tail.after(position, (int) Math.min(demand, BATCH));
                if (next.isEmpty()) {
                    return;
                }
                for (EventLog.Entry entry : next) {
                    if (ended) {
                        return;
                    }
                    position = entry.position();
                    demand--;
                    subscriber.onNext(entry.change());
                }
            }
        } catch (RuntimeException broken) { // one stream's trouble is not that of the others
            cancel();
            subscriber.onError(broken);
        }
    }
}
