package dev.countersign.approval.view;

import dev.countersign.approval.ApprovalFeed;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One reader of the event log per node, shared by all live streams; Kafka wakes it up, and a slow poll catches what a wake-up
 * missed. One thread of its own reads and hands out; subscribers that are behind the shared window read the log themselves.
 */
@ApplicationScoped
public class FeedTail implements ApprovalFeed {

    private static final Logger LOGGER = Logger.getLogger(FeedTail.class);
    private static final int WINDOW = 2_000;
    private static final int BATCH = 500;
    private static final long POLL_MILLIS = 100;
    /** A wake-up can arrive while an earlier transaction still runs: look once more a moment later. */
    private static final long ECHO_MILLIS = 15;

    private final EventLog log;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(r -> new Thread(r, "approval-feed"));
    private final Set<FeedSubscription> subscriptions = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final Deque<EventLog.Entry> window = new ArrayDeque<>();
    private @Nullable Position windowStart;
    private @Nullable Position end;

    FeedTail(EventLog log) {
        this.log = log;
        ScheduledFuture<?> unused =
                thread.scheduleWithFixedDelay(this::read, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }

    @Override
    public void wake() {
        if (!subscriptions.isEmpty() && woken.compareAndSet(false, true)) {
            thread.execute(this::read);
            ScheduledFuture<?> unused = thread.schedule(this::read, ECHO_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public Flow.Publisher<Change> changes(Optional<String> afterPosition) {
        Optional<Position> from = afterPosition.map(Position::parse);
        return subscriber -> thread.execute(() -> subscribe(subscriber, from));
    }

    private void subscribe(Flow.Subscriber<? super Change> subscriber, Optional<Position> from) {
        try {
            Position start = from.isPresent() ? from.get() : log.last();
            FeedSubscription subscription = new FeedSubscription(subscriber, start, this, thread);
            subscriptions.add(subscription);
            subscription.begin();
        } catch (DatabaseAwayException away) {
            subscriber.onSubscribe(new FeedSubscription(subscriber, new Position(0, 0), this, thread));
            subscriber.onError(away);
        }
    }

    void leave(FeedSubscription subscription) {
        subscriptions.remove(subscription);
    }

    /** On the feed's thread: what follows a position, from the window where it covers it. */
    List<EventLog.Entry> after(Position position, int limit) {
        if (windowStart != null && position.compareTo(windowStart) >= 0) {
            return window.stream()
                    .filter(e -> e.position().compareTo(position) > 0)
                    .limit(limit)
                    .toList();
        }
        return log.after(position, limit);
    }

    private void read() {
        woken.set(false);
        if (subscriptions.isEmpty()) {
            windowStart = null;
            window.clear();
            end = null;
            return;
        }
        try {
            if (end == null) {
                end = log.last();
                windowStart = end;
            }
            List<EventLog.Entry> fresh;
            do {
                fresh = log.after(end, BATCH);
                fresh.forEach(this::keep);
            } while (fresh.size() == BATCH);
            subscriptions.forEach(FeedSubscription::drain);
        } catch (DatabaseAwayException away) {
            LOGGER.warn("the live feed waits for PostgreSQL");
        } catch (RuntimeException broken) { // the timer would never call again
            LOGGER.error("the live feed failed; it reads again", broken);
        }
    }

    private void keep(EventLog.Entry entry) {
        window.addLast(entry);
        end = entry.position();
        if (window.size() > WINDOW) {
            windowStart = window.removeFirst().position();
        }
    }
}
