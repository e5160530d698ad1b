package dev.countersign.approval.bus;

import dev.countersign.approval.Claim;
import dev.countersign.approval.CrashPoint;
import dev.countersign.approval.CrashPoints;
import dev.countersign.approval.Deadlines;
import dev.countersign.approval.OutboxRecord;
import dev.countersign.approval.Relay;
import dev.countersign.approval.Topic;
import dev.countersign.approval.Witness;
import dev.countersign.call.ApprovalId;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

/**
 * The one producer of a node; a thread of its own sends, because sending may block while Kafka is away. An outbox record is marked only after its acknowledgement, in batches by a thread of its own; one that
 * is never marked is published again, which readers bear because they are idempotent on (id, version).
 */
@ApplicationScoped
@SuppressWarnings("FutureReturnValueIgnored") // the callbacks tell
public class KafkaRelay implements Relay, Witness {

    /** A header that makes every node handle a record, not only the one that wrote it. */
    static final String AGAIN = "cs-again";

    private static final Logger LOGGER = Logger.getLogger(KafkaRelay.class);
    private static final int BATCH = 500;
    private static final long MARK_MILLIS = 20;
    private static final long STOP_SECONDS = 2;
    /** After everything that changes held calls, before the lease ends. */
    private static final int LAST = 4_500;

    private final KafkaProducer<String, byte[]> producer;
    private final Instance<Deadlines> outbox;
    private final CrashPoints crashes;
    private final EnvelopeMac mac;
    private final InstantSource clock;
    private final LinkedBlockingQueue<OutboxRecord> acknowledged = new LinkedBlockingQueue<>();
    private final ExecutorService publisher = Executors.newSingleThreadExecutor(r -> new Thread(r, "outbox-publisher"));
    private final ScheduledExecutorService marker =
            Executors.newSingleThreadScheduledExecutor(r -> new Thread(r, "outbox-marker"));

    KafkaRelay(
            KafkaSettings settings,
            Instance<Deadlines> outbox,
            CrashPoints crashes,
            EnvelopeMac mac,
            InstantSource clock) {
        this.producer = new KafkaProducer<>(settings.producer());
        this.outbox = outbox;
        this.crashes = crashes;
        this.mac = mac;
        this.clock = clock;
        marker.scheduleWithFixedDelay(this::mark, MARK_MILLIS, MARK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** While PostgreSQL can still be asked: what was published is marked, so that no other node publishes it again. */
    void stop(@Observes @Priority(LAST) ShutdownEvent stopping) throws InterruptedException {
        publisher.shutdown();
        publisher.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        producer.close(Duration.ofSeconds(STOP_SECONDS));
        marker.shutdown();
        marker.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        mark();
    }

    /** For a start that failed: nothing was stopped before. */
    @PreDestroy
    void close() {
        publisher.shutdownNow();
        marker.shutdownNow();
        producer.close(Duration.ZERO);
    }

    @Override
    public void publish(List<OutboxRecord> records) {
        execute(() -> {
            for (OutboxRecord record : records) {
                crash(record.topic());
                if (!send(record, false)) {
                    return; // Kafka is away: the sweeper has the rest
                }
            }
        });
    }

    @Override
    public void publishAgain(List<OutboxRecord> records) {
        execute(() -> {
            for (OutboxRecord record : records) {
                if (!send(record, true)) {
                    return;
                }
            }
        });
    }

    private void execute(Runnable sending) {
        try {
            publisher.execute(sending);
        } catch (RejectedExecutionException stopped) {
            LOGGER.debug("this node stops: another one publishes what is left");
        }
    }

    private void crash(Topic topic) {
        if (topic == Topic.CALLS) {
            crashes.reached(CrashPoint.BEFORE_PARK_PUBLISH);
        } else if (topic == Topic.DECISIONS) {
            crashes.reached(CrashPoint.BEFORE_DECISION_PUBLISH);
        }
    }

    private boolean send(OutboxRecord record, boolean again) {
        byte[] value = record.value().getBytes(StandardCharsets.UTF_8);
        ProducerRecord<String, byte[]> kafka =
                new ProducerRecord<>(record.topic().topic(), record.id().toString(), value);
        mac.sign(kafka);
        if (again) {
            kafka.headers().add(AGAIN, new byte[] {1});
        }
        try {
            producer.send(kafka, (metadata, failure) -> {
                if (failure == null) {
                    acknowledged.add(record);
                } else {
                    LOGGER.warnf(
                            "record of %s for %s was not accepted (%s); it will be published again",
                            record.topic().topic(),
                            record.id(),
                            failure.getClass().getSimpleName());
                }
            });
            return true;
        } catch (RuntimeException failure) {
            LOGGER.warnf(
                    "record of %s for %s could not be sent (%s); it will be published again",
                    record.topic().topic(), record.id(), failure.getClass().getSimpleName());
            return false;
        }
    }

    private void mark() {
        List<OutboxRecord> batch = new ArrayList<>();
        while (acknowledged.drainTo(batch, BATCH) > 0) {
            try {
                outbox.get().published(batch);
            } catch (RuntimeException away) {
                LOGGER.warn("published records could not be marked; they will be published again");
            }
            batch.clear();
        }
    }

    @Override
    public CompletionStage<Void> intend(ApprovalId id, Claim claim) {
        String value = "{\"type\":\"call.intent\",\"id\":\"" + id + "\",\"version\":1,\"at\":\"" + clock.instant()
                + "\",\"attempt\":\"" + claim.attempt() + "\",\"epoch\":" + claim.epoch() + "}";
        ProducerRecord<String, byte[]> kafka =
                new ProducerRecord<>(Topic.INTENTS.topic(), id.toString(), value.getBytes(StandardCharsets.UTF_8));
        mac.sign(kafka);
        CompletableFuture<Void> done = new CompletableFuture<>();
        try {
            producer.send(kafka, (metadata, failure) -> {
                if (failure == null) {
                    done.complete(null);
                } else {
                    done.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException failure) {
            done.completeExceptionally(failure);
        }
        return done;
    }
}
