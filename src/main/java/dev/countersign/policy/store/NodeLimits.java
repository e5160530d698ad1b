package dev.countersign.policy.store;

import dev.countersign.policy.LimitClaim;
import dev.countersign.policy.LimitClaim.Scope;
import dev.countersign.policy.Limits;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Limits of single sessions in memory, all others in PostgreSQL, taken together.
 *
 * <p>A place in memory that is given back because PostgreSQL has no room may meanwhile have cost another call of the same session
 * its place: that errs on the side of refusing.
 */
@ApplicationScoped
public class NodeLimits implements Limits {

    private static final int SWEEP_BATCH = 10_000;

    private final MemoryLimits memory;
    private final SqlLimits sql;

    /** Places of this node and of the database. */
    @Inject
    public NodeLimits(DataSource database, InstantSource clock) {
        this(new SqlLimits(database), new MemoryLimits(clock));
    }

    NodeLimits(SqlLimits sql, MemoryLimits memory) {
        this.sql = sql;
        this.memory = memory;
    }

    @Override
    @Transactional(TxType.NOT_SUPPORTED)
    public Optional<LimitClaim> take(UUID call, List<LimitClaim> claims, Duration heldFor) {
        List<LimitClaim> sessions =
                claims.stream().filter(c -> c.scope() == Scope.SESSION).toList();
        List<LimitClaim> shared =
                claims.stream().filter(c -> c.scope() != Scope.SESSION).toList();
        Optional<LimitClaim> full = sessions.isEmpty() ? Optional.empty() : memory.take(call, sessions, heldFor);
        if (full.isPresent()) {
            return firstOf(full.get(), claims);
        }
        return shared.isEmpty() ? Optional.empty() : takeShared(call, shared, claims, heldFor);
    }

    /** The first in the order of the policy speaks: maybe a shared one before that of the session. */
    private Optional<LimitClaim> firstOf(LimitClaim full, List<LimitClaim> claims) {
        List<LimitClaim> before = claims.subList(0, claims.indexOf(full)).stream()
                .filter(c -> c.scope() != Scope.SESSION)
                .toList();
        return (before.isEmpty() ? Optional.<LimitClaim>empty() : sql.firstWithoutRoom(before))
                .or(() -> Optional.of(full));
    }

    private Optional<LimitClaim> takeShared(
            UUID call, List<LimitClaim> shared, List<LimitClaim> claims, Duration heldFor) {
        boolean taken = false;
        try {
            Optional<LimitClaim> full = sql.take(call, shared, heldFor);
            taken = full.isEmpty();
            return full;
        } finally {
            if (!taken && shared.size() < claims.size()) {
                memory.giveBack(call);
            }
        }
    }

    @Override
    @Transactional(TxType.NOT_SUPPORTED)
    public BigDecimal used(LimitClaim claim) {
        return claim.scope() == Scope.SESSION ? memory.used(claim) : sql.used(claim);
    }

    @Override
    @Transactional(TxType.NOT_SUPPORTED)
    public void touch(UUID call) {
        memory.touch(call);
        sql.touch(call);
    }

    @Override
    @Transactional(TxType.NOT_SUPPORTED)
    public void giveBack(UUID call) {
        memory.giveBack(call);
        sql.giveBack(call);
    }

    /** Throws away what counts no more. */
    @Scheduled(every = "60s", delayed = "60s")
    @Transactional(TxType.NOT_SUPPORTED)
    void sweep() {
        int swept = SWEEP_BATCH;
        while (swept == SWEEP_BATCH) {
            swept = sql.sweep(SWEEP_BATCH);
        }
    }
}
