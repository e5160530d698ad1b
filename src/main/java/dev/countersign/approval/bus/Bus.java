package dev.countersign.approval.bus;

import dev.countersign.approval.Deadlines;
import dev.countersign.approval.ThisNode;
import dev.countersign.approval.Topic;
import dev.countersign.approval.Wakeups;
import dev.countersign.call.ApprovalId;
import io.quarkus.runtime.Quarkus;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The reading side of Kafka on this node. {@code calls}: a record of this node's own call, or one published again, makes the call
 * decidable. {@code decisions} and {@code outcomes}: whoever waits here is woken. Undecodable or forged records are counted, logged
 * and left alone: their call stays undecided.
 */
@ApplicationScoped
public class Bus {

    private static final Logger LOGGER = Logger.getLogger(Bus.class);
    private static final long RETRY_MILLIS = 1_000;
    private static final long STEP_MILLIS = 20;

    private final Topics topics;
    private final KafkaSettings settings;
    private final EnvelopeMac mac;
    private final Deadlines deadlines;
    private final Wakeups wakeups;
    private final ThisNode node;
    private final Intents intents;
    private final AtomicLong quarantined = new AtomicLong();
    private volatile @Nullable TopicReader calls;
    private volatile @Nullable TopicReader changes;
    private volatile boolean closed;

    Bus(
            Topics topics,
            KafkaSettings settings,
            EnvelopeMac mac,
            Deadlines deadlines,
            Wakeups wakeups,
            ThisNode node,
            Intents intents) {
        this.topics = topics;
        this.settings = settings;
        this.mac = mac;
        this.deadlines = deadlines;
        this.wakeups = wakeups;
        this.node = node;
        this.intents = intents;
    }

    /** Prepares the topics, as soon as Kafka is there, and starts reading. Does not block. */
    public void start() {
        Thread starter = new Thread(this::prepareAndRead, "kafka-start");
        starter.setDaemon(true);
        starter.start();
    }

    /** Decisions are read only after the intents: one of them may be of a call that was sent, and that the database forgot. */
    private void prepareAndRead() {
        try {
            while (!closed && !prepared()) {
                Thread.sleep(RETRY_MILLIS);
            }
            while (!closed && !intents.positioned()) {
                Thread.sleep(STEP_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (closed) {
            return;
        }
        calls = new TopicReader("calls", List.of(Topic.CALLS.topic()), settings.consumer(), this::admit);
        changes = new TopicReader(
                "changes", List.of(Topic.DECISIONS.topic(), Topic.OUTCOMES.topic()), settings.consumer(), this::wake);
        calls.start();
        changes.start();
    }

    private boolean prepared() {
        try {
            topics.prepare();
            intents.start();
            return true;
        } catch (UnsafeTopicsException unsafe) {
            LOGGER.fatal(unsafe.getMessage());
            closed = true;
            Quarkus.asyncExit(1);
            return false;
        } catch (ExecutionException | TimeoutException | RuntimeException away) {
            LOGGER.warnf("waiting for Kafka and PostgreSQL: %s", away.toString());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
            return false;
        }
    }

    /** Whether all readers have taken their places: nothing published from now on is missed, no earlier sending unknown. */
    public boolean positioned() {
        @Nullable TopicReader one = calls;
        @Nullable TopicReader two = changes;
        return one != null && two != null && one.positioned() && two.positioned() && intents.positioned();
    }

    /** Records that were forged or could not be understood since the start. */
    public long quarantined() {
        return quarantined.get();
    }

    private void admit(List<ConsumerRecord<String, byte[]>> records) {
        List<ApprovalId> ids = records.stream()
                .map(this::trusted)
                .flatMap(Optional::stream)
                .filter(e -> e.again() || e.node().equals(node.name()))
                .map(Envelope::id)
                .toList();
        if (!ids.isEmpty()) {
            deadlines.admit(ids);
            wakeups.anything();
        }
    }

    private void wake(List<ConsumerRecord<String, byte[]>> records) {
        for (ConsumerRecord<String, byte[]> record : records) {
            trusted(record).ifPresent(e -> {
                if (record.topic().equals(Topic.DECISIONS.topic())) {
                    wakeups.decided(e.id(), e.status());
                } else {
                    wakeups.changed(e.id(), e.status());
                }
            });
        }
        wakeups.anything();
    }

    private Optional<Envelope> trusted(ConsumerRecord<String, byte[]> record) {
        Optional<Envelope> envelope = mac.genuine(record) ? Envelope.read(record) : Optional.empty();
        if (envelope.isEmpty()) {
            quarantined.incrementAndGet();
            LOGGER.errorf(
                    "record %s-%d@%d is forged or cannot be understood: it is left alone",
                    record.topic(), record.partition(), record.offset());
        }
        return envelope;
    }

    @PreDestroy
    void close() {
        closed = true;
        @Nullable TopicReader one = calls;
        @Nullable TopicReader two = changes;
        if (one != null) {
            one.close();
        }
        if (two != null) {
            two.close();
        }
    }
}
