package dev.countersign.approval.bus;

import dev.countersign.approval.Carrier;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Whether Kafka answers, asked every two seconds; and whether this node reads it. */
@Singleton
public class KafkaPulse implements Carrier {

    private static final Logger LOGGER = Logger.getLogger(KafkaPulse.class);
    private static final int PATIENCE_SECONDS = 2;
    /** One late answer, of a broker or of a busy machine, is no reason to turn calls away. */
    private static final int SILENCES = 2;

    private final KafkaSettings settings;
    private final Bus bus;
    private @Nullable Admin admin;
    private volatile boolean answers;
    private volatile boolean away;
    private int silences;

    KafkaPulse(KafkaSettings settings, Bus bus) {
        this.settings = settings;
        this.bus = bus;
    }

    /** Kafka answered lately, and both readers have their places. */
    public boolean beats() {
        return answers && bus.positioned();
    }

    @Override
    public boolean carries() {
        return !away && bus.positioned();
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    synchronized void ask() {
        answers = answer();
        silences = answers ? 0 : silences + 1;
        boolean gone = silences >= SILENCES;
        if (gone && !away) {
            LOGGER.warn("Kafka does not answer: no call is held until it does");
        } else if (away && !gone) {
            LOGGER.info("Kafka answers again");
        }
        away = gone;
    }

    private boolean answer() {
        try {
            return !admin().describeCluster()
                    .nodes()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .isEmpty();
        } catch (ExecutionException | TimeoutException | RuntimeException silent) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Admin admin() {
        @Nullable Admin known = admin;
        if (known == null) {
            var common = settings.common();
            common.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_SECONDS * 1_000);
            common.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_SECONDS * 1_000);
            known = Admin.create(common);
            admin = known;
        }
        return known;
    }

    @PreDestroy
    synchronized void close() {
        if (admin != null) {
            admin.close(java.time.Duration.ofSeconds(1));
        }
    }
}
