package dev.countersign.gateway.hold;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Where blocking work of the gateway is done: the event loops never wait for PostgreSQL. One timer thread serves all waits. */
@Singleton
public class Workers {

    private static final Logger LOGGER = Logger.getLogger(Workers.class);
    private static final int THREADS = 16;
    private static final long RETRY_MILLIS = 500;
    private static final int RETRIES_A_LOG_LINE = 120;

    private final AtomicInteger number = new AtomicInteger();
    private final ExecutorService pool =
            Executors.newFixedThreadPool(THREADS, r -> new Thread(r, "gateway-worker-" + number.incrementAndGet()));
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(r -> new Thread(r, "gateway-timer"));

    /** Runs blocking work; the stage fails as the work does. */
    public <T> CompletionStage<T> call(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, pool);
    }

    /** Runs blocking work after a while; the stage fails as the work does. */
    public <T> CompletionStage<T> callLater(Duration wait, Supplier<T> work) {
        return CompletableFuture.supplyAsync(
                work, CompletableFuture.delayedExecutor(wait.toMillis(), TimeUnit.MILLISECONDS, pool));
    }

    /** Runs blocking work. */
    public void run(Runnable work) {
        pool.execute(work);
    }

    /** Runs the work on a worker after a while. */
    public ScheduledFuture<?> later(Duration wait, Runnable work) {
        return timer.schedule(() -> pool.execute(work), Math.max(0, wait.toMillis()), TimeUnit.MILLISECONDS);
    }

    /** Repeats the work on a worker. */
    void every(Duration period, Runnable work) {
        ScheduledFuture<?> unused = timer.scheduleWithFixedDelay(
                () -> pool.execute(work), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Runs work that must be done, again and again however long PostgreSQL is away; it has to be idempotent. */
    public <T> CompletionStage<T> untilDone(String what, Supplier<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        pool.execute(() -> attempt(what, work, done, 0));
        return done;
    }

    private <T> void attempt(String what, Supplier<T> work, CompletableFuture<T> done, int tries) {
        try {
            done.complete(work.get());
        } catch (RuntimeException failed) {
            if (timer.isShutdown()) {
                done.completeExceptionally(failed); // the node ends: what it owes is found in the record by another one
                return;
            }
            if (tries % RETRIES_A_LOG_LINE == 0) {
                LOGGER.warnf(
                        "%s failed %d times (%s); it is tried again",
                        what, tries + 1, failed.getClass().getSimpleName());
            }
            ScheduledFuture<?> unused = timer.schedule(
                    () -> pool.execute(() -> attempt(what, work, done, tries + 1)),
                    RETRY_MILLIS,
                    TimeUnit.MILLISECONDS);
        }
    }

    @PreDestroy
    void stop() {
        timer.shutdownNow();
        pool.shutdown();
    }
}
