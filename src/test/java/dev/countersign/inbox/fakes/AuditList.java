package dev.countersign.inbox.fakes;

import dev.countersign.audit.AuditEntry;
import dev.countersign.audit.AuditLog;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The audit trail as a list. */
@Alternative
@Singleton
public class AuditList implements AuditLog {

    private final List<AuditEntry> entries = new CopyOnWriteArrayList<>();

    @Override
    public void record(AuditEntry entry) {
        entries.add(entry);
    }

    @Override
    public boolean allowed(AllowedCall call) {
        return true;
    }

    public List<AuditEntry> entries() {
        return List.copyOf(entries);
    }
}
