package dev.countersign.approval.bus;

import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;

/** Whether Kafka answers, asked every two seconds; and whether this node reads it. */
@Singleton
public class KafkaPulse {

    private static final int PATIENCE_SECONDS = 2;

    private final KafkaSettings settings;
    private final Bus bus;
    private @Nullable Admin admin;
    private volatile boolean answers;

    KafkaPulse(KafkaSettings settings, Bus bus) {
        this.settings = settings;
        this.bus = bus;
    }

    /** Kafka answered lately, and both readers have their places. */
    public boolean beats() {
        return answers && bus.positioned();
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    synchronized void ask() {
        try {
            if (admin == null) {
                var common = settings.common();
                common.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_SECONDS * 1_000);
                common.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_SECONDS * 1_000);
                admin = Admin.create(common);
            }
            answers = !admin.describeCluster()
                    .nodes()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .isEmpty();
        } catch (ExecutionException | TimeoutException | RuntimeException away) {
            answers = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answers = false;
        }
    }

    @PreDestroy
    synchronized void close() {
        if (admin != null) {
            admin.close(java.time.Duration.ofSeconds(1));
        }
    }
}
