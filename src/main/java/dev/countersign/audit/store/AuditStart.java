package dev.countersign.audit.store;

import dev.countersign.audit.CheckpointSink;
import dev.countersign.call.IdSource;
import dev.countersign.secrets.DeploymentSecrets;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Wires the trail, and runs it: two threads, one that seals and publishes, one that flushes the allowed calls, so that neither waits for
 * the other.
 */
@Singleton
final class AuditStart {

    private static final Logger LOGGER = Logger.getLogger(AuditStart.class);
    private static final int AFTER_SECRETS = 200;
    private static final int AFTER_MESSAGING = 2_000;
    private static final int AFTER_OTHERS = 9_000;
    private static final long SEAL_MILLIS = 400;
    private static final long FLUSH_MILLIS = 100;

    private final ScheduledExecutorService sealing = thread("audit-seal");
    private final ScheduledExecutorService flushing = thread("audit-flush");
    private final List<Future<?>> running = new ArrayList<>();

    @Produces
    @Singleton
    EntryWriter writer(IdSource ids, @ConfigProperty(name = "countersign.node") Optional<String> node) {
        return new EntryWriter(node.orElseGet(() -> "node-" + HexFormat.of().formatHex(ids.bytes(4))), ids);
    }

    @Produces
    @Singleton
    AllowedBuffer buffer(@ConfigProperty(name = "countersign.audit.buffer", defaultValue = "50000") int capacity) {
        return new AllowedBuffer(capacity);
    }

    @Produces
    @Singleton
    AllowedFlusher flusher(AllowedBuffer buffer, EntryWriter writer, DataSource database) {
        return new AllowedFlusher(buffer, writer, database);
    }

    @Produces
    @Singleton
    Sealer sealer(DataSource database, DeploymentSecrets secrets, IdSource ids) {
        return new Sealer(database, new AuditKeys(secrets), ids);
    }

    @Produces
    @Singleton
    CheckpointPublisher publisher(DataSource database, CheckpointSink sink) {
        return new CheckpointPublisher(database, sink);
    }

    /** Makes or opens the log; a key that does not open stops the start in production, and else leaves entries unsealed. */
    void start(
            @Observes @Priority(AFTER_SECRETS) StartupEvent start,
            Sealer sealer,
            @ConfigProperty(name = "countersign.production", defaultValue = "false") boolean production) {
        sealer.makeLog();
        try {
            LOGGER.infof("Audit key %s", sealer.openKey().fingerprint());
        } catch (RuntimeException unreadable) {
            if (production) {
                throw unreadable;
            }
            LOGGER.error("The audit key cannot be opened: entries wait unsealed and exports are refused", unreadable);
        }
    }

    /** Starts the threads, once the channel to Kafka is there. */
    void run(
            @Observes @Priority(AFTER_MESSAGING) StartupEvent start,
            Sealer sealer,
            AllowedFlusher flusher,
            CheckpointPublisher publisher) {
        Watched seal = new Watched("entries wait unsealed", () -> {
            sealer.sealWaiting();
            publisher.publishDue();
        });
        Watched flush = new Watched("allowed calls wait unwritten", flusher::tick);
        running.add(sealing.scheduleWithFixedDelay(seal, SEAL_MILLIS, SEAL_MILLIS, TimeUnit.MILLISECONDS));
        running.add(flushing.scheduleWithFixedDelay(flush, FLUSH_MILLIS, FLUSH_MILLIS, TimeUnit.MILLISECONDS));
    }

    /** After everything that still records: what is buffered is written; another node, or the next start, seals the rest. */
    void stop(@Observes @Priority(AFTER_OTHERS) ShutdownEvent stop, AllowedFlusher flusher, Sealer sealer)
            throws InterruptedException {
        running.forEach(task -> task.cancel(false));
        flushing.shutdown();
        sealing.shutdown();
        flushing.awaitTermination(5, TimeUnit.SECONDS);
        sealing.awaitTermination(5, TimeUnit.SECONDS);
        try {
            flusher.flush();
            sealer.sealWaiting();
        } catch (RuntimeException databaseAway) {
            LOGGER.error("The last audit entries of this node could not be written", databaseAway);
        }
    }

    private static ScheduledExecutorService thread(String name) {
        return Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Goes on after every failure, and raises an alarm when they last. */
    private static final class Watched implements Runnable {

        private static final long ALARM_NANOS = TimeUnit.SECONDS.toNanos(10);

        private final String meaning;
        private final Runnable work;
        private boolean failing;
        private long sinceNanos;

        Watched(String meaning, Runnable work) {
            this.meaning = meaning;
            this.work = work;
        }

        @Override
        public void run() {
            try {
                work.run();
                failing = false;
            } catch (RuntimeException e) {
                note(e);
            }
        }

        private void note(RuntimeException failure) {
            long now = System.nanoTime();
            if (!failing) {
                failing = true;
                sinceNanos = now;
                LOGGER.warnf(failure, "Audit: %s, trying again", meaning);
            } else if (now - sinceNanos >= ALARM_NANOS) {
                sinceNanos = now;
                LOGGER.errorf(failure, "Audit: %s for more than 10 s", meaning);
            }
        }
    }
}
