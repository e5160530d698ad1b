package dev.countersign.approval.bus;

import dev.countersign.approval.Deadlines;
import dev.countersign.approval.KnownIntents;
import dev.countersign.approval.Topic;
import dev.countersign.call.ApprovalId;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code countersign.intents} from the place that the database remembers. A database that was restored, or that lost its last
 * commits in a fail-over, remembers an earlier place: so exactly the sendings that it forgot are read again, and their calls become
 * {@code unknown} instead of being sent a second time.
 */
@ApplicationScoped
class Intents implements KnownIntents {

    private static final Logger LOGGER = Logger.getLogger(Intents.class);
    private static final int REMEMBERED = 200_000;

    private final KafkaSettings settings;
    private final EnvelopeMac mac;
    private final Deadlines deadlines;
    private final Set<ApprovalId> known = Collections.synchronizedSet(Collections.newSetFromMap(new Recent()));
    private volatile @Nullable TopicReader reader;

    Intents(KafkaSettings settings, EnvelopeMac mac, Deadlines deadlines) {
        this.settings = settings;
        this.mac = mac;
        this.deadlines = deadlines;
    }

    private static final class Recent extends LinkedHashMap<ApprovalId, Boolean> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ApprovalId, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    }

    /** Starts reading. Blocks until the database has told the place. */
    void start() {
        Map<String, Object> consumer = settings.consumer();
        consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        TopicReader fresh = new TopicReader("intents", List.of(Topic.INTENTS.topic()), consumer, this::review);
        fresh.startFrom(deadlines.intentPlaces());
        reader = fresh;
        fresh.start();
    }

    boolean positioned() {
        @Nullable TopicReader current = reader;
        return current != null && current.caughtUp();
    }

    @Override
    public boolean known(ApprovalId id) {
        return known.contains(id);
    }

    private void review(List<ConsumerRecord<String, byte[]>> records) {
        List<ApprovalId> ids = records.stream()
                .filter(mac::genuine)
                .map(r -> ApprovalId.parse(r.key()))
                .flatMap(Optional::stream)
                .toList();
        known.addAll(ids);
        int forgotten = deadlines.witnessed(ids);
        if (forgotten > 0) {
            LOGGER.errorf(
                    "PostgreSQL had forgotten %d sendings that Kafka knows of: their calls are unknown now", forgotten);
        }
    }

    @Scheduled(every = "30s", delayed = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void remember() {
        @Nullable TopicReader current = reader;
        if (current != null && current.caughtUp()) {
            try {
                deadlines.rememberIntentPlaces(current.places());
            } catch (RuntimeException away) {
                LOGGER.warn("the place in countersign.intents could not be noted: PostgreSQL does not answer");
            }
        }
    }

    @PreDestroy
    void close() {
        @Nullable TopicReader current = reader;
        if (current != null) {
            current.close();
        }
    }
}
