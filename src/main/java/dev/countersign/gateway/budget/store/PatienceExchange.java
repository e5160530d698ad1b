package dev.countersign.gateway.budget.store;

import dev.countersign.gateway.budget.LearnedPatience;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Takes over what other nodes have learned. */
@Singleton
class PatienceExchange {

    private static final Logger LOGGER = Logger.getLogger(PatienceExchange.class);

    private final JdbcPatience rows;
    private final LearnedPatience learned;

    PatienceExchange(JdbcPatience rows, LearnedPatience learned) {
        this.rows = rows;
        this.learned = learned;
    }

    @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void exchange() {
        try {
            learned.replace(rows.all());
        } catch (PatienceStoreException away) {
            LOGGER.warn("what is known of clients' patience could not be read: PostgreSQL does not answer");
        }
    }
}
