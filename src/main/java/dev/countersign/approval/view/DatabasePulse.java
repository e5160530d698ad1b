package dev.countersign.approval.view;

import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Whether PostgreSQL answers, asked every second on a thread of its own: a health check must neither wait for a database that hangs nor
 * for a pool that has no connection to give.
 */
@Singleton
public class DatabasePulse {
    private static final Logger LOGGER = Logger.getLogger(DatabasePulse.class);
    private static final int PATIENCE_SECONDS = 2;
    /** One beat may be late while a new connection is made. */
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(4);

    private final DataSource database;
    private volatile boolean answers;
    private boolean away;
    private volatile long answeredAt;

    DatabasePulse(DataSource database) {
        this.database = database;
    }

    /** PostgreSQL answered lately. Never blocks. */
    public boolean beats() {
        return answers && System.nanoTime() - answeredAt < FRESH_NANOS;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void ask() {
        boolean answer = answer();
        if (!answer && !away) {
            LOGGER.warn("PostgreSQL does not answer: gated calls are refused until it does");
        } else if (answer && away) {
            LOGGER.info("PostgreSQL answers again");
        }
        answers = answer;
        away = !answer;
    }

    private boolean answer() {
        try (Connection connection = database.getConnection()) {
            boolean valid = connection.isValid(PATIENCE_SECONDS);
            if (valid) {
                answeredAt = System.nanoTime();
            }
            return valid;
        } catch (SQLException away) {
            return false;
        }
    }
}
