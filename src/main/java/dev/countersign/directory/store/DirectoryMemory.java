package dev.countersign.directory.store;

import dev.countersign.call.Digest;
import dev.countersign.directory.store.Snapshot.Token;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * What this node knows of the directory. Every change on another node, and every token whose time is over, is noticed within two
 * seconds; while PostgreSQL is away everything stays as it was.
 */
@Startup
@Singleton
class DirectoryMemory {

    private static final Logger LOGGER = Logger.getLogger(DirectoryMemory.class);
    private static final int PREFIX = "sha256:".length();

    private final SnapshotRows rows;
    private final Set<UUID> used = ConcurrentHashMap.newKeySet();
    private volatile Snapshot now = Snapshot.NOTHING;
    private boolean away;

    DirectoryMemory(SnapshotRows rows) {
        this.rows = rows;
        refresh();
    }

    Snapshot now() {
        return now;
    }

    /** The live token with this text; found by its hash, so that the time of the look-up tells nothing about the token. */
    Optional<Token> token(String bearer) {
        String hash = sha256(bearer);
        return Optional.ofNullable(now.tokens().get(hash));
    }

    /** Takes note that a token opened something. */
    void use(Token token) {
        used.add(token.id());
    }

    /** The SHA-256 of a token, 64 hexadecimal digits. */
    static String sha256(String token) {
        return Digest.ofBytes(token.getBytes(StandardCharsets.UTF_8)).value().substring(PREFIX);
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    final void look() {
        refresh();
    }

    /** Takes over what was changed. */
    final synchronized void refresh() {
        try {
            rows.since(now.mark()).ifPresent(snapshot -> now = snapshot);
            away = false;
        } catch (SQLException e) {
            if (!away) {
                LOGGER.warn("changes of agents and people are not noticed: PostgreSQL does not answer");
            }
            away = true;
        }
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    final void noteUse() {
        List<UUID> ids = List.copyOf(used);
        try {
            if (!ids.isEmpty()) {
                rows.used(ids);
                ids.forEach(used::remove);
            }
        } catch (SQLException e) {
            LOGGER.debug("the last use of tokens is noted later: PostgreSQL does not answer");
        }
    }
}
