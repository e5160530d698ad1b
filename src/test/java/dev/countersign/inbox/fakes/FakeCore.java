package dev.countersign.inbox.fakes;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Set;

/** The pages over fakes in memory: people, approvals and the audit trail. Sessions are real, in PostgreSQL. */
public final class FakeCore implements QuarkusTestProfile {

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(FixedAccounts.class, AuditList.class, MemoryApprovals.class, MemoryLists.class);
    }
}
