package dev.countersign.approval.node;

import dev.countersign.approval.Liveness;
import dev.countersign.approval.ThisNode;
import dev.countersign.approval.store.Leases;
import dev.countersign.call.IdSource;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Begins this node's life in PostgreSQL, renews its lease, and ends the process when somebody else has taken the name. */
@Singleton
public class NodeLife implements Liveness {

    private static final int LAST = 5_000;
    private static final int MOST_TRIES = 60;
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Logger LOGGER = Logger.getLogger(NodeLife.class);

    private final Leases leases;
    private final NodeFolder folder;
    private @Nullable ThisNode node;
    private volatile long renewedAt;
    private final AtomicLong failures = new AtomicLong();

    NodeLife(Leases leases, IdSource ids, @ConfigProperty(name = "countersign.data", defaultValue = "data") Path data) {
        this.leases = leases;
        this.folder = new NodeFolder(data, ids);
    }

    /** This life; begun when it is first asked for. */
    @Produces
    @Singleton
    synchronized ThisNode thisNode() {
        if (node == null) {
            long asked = System.nanoTime();
            node = begin();
            renewedAt = asked;
            LOGGER.infof("this is %s, life %d", node.name(), node.epoch());
        }
        return node;
    }

    /** Whether, by the monotonic clock, the lease cannot have run out yet: a node that was paused answers false. */
    /** PostgreSQL may just be starting again: a node that comes up then waits for it instead of giving up. */
    private ThisNode begin() {
        for (int tries = 1; ; tries++) {
            try {
                return leases.begin(folder.name());
            } catch (UncheckedIOException noFolder) {
                throw noFolder;
            } catch (RuntimeException away) {
                if (tries == MOST_TRIES) {
                    throw away;
                }
                LOGGER.warn("waiting for PostgreSQL: the life of this node could not be noted");
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    @Override
    public boolean sure() {
        return System.nanoTime() - renewedAt < TimeUnit.SECONDS.toNanos(Leases.SECONDS);
    }

    /** Renewals that failed since the start. */
    public long failures() {
        return failures.get();
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void renew() {
        ThisNode me = thisNode();
        long asked = System.nanoTime();
        try {
            if (leases.renew(me)) {
                renewedAt = asked;
            } else {
                LOGGER.fatalf("another process lives as %s now: this one ends", me.name());
                Quarkus.asyncExit(1);
            }
        } catch (RuntimeException away) {
            failures.incrementAndGet();
            LOGGER.warn("the lease of this node could not be renewed: PostgreSQL does not answer");
        }
    }

    /** After the drain, which has a priority of its own. */
    synchronized void end(@Observes @Priority(LAST) ShutdownEvent stopping) {
        if (node != null) {
            try {
                leases.end(node);
            } catch (RuntimeException away) {
                LOGGER.info("the lease of this node runs out by itself");
            }
        }
        folder.close();
    }
}
