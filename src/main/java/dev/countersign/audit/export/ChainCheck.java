package dev.countersign.audit.export;

import dev.countersign.audit.Actor;
import dev.countersign.audit.AuditEntry;
import dev.countersign.audit.AuditFilter;
import dev.countersign.audit.AuditLog;
import dev.countersign.audit.AuditTrail;
import dev.countersign.audit.Chain;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.jboss.logging.Logger;

/** Exports for pages, and the chain computed again from the first entry to the last ({@code audit.checked}). */
@Singleton
public class ChainCheck {

    private static final Logger LOGGER = Logger.getLogger(ChainCheck.class);

    private final AuditTrail trail;
    private final AuditExport exports;
    private final AuditLog log;

    ChainCheck(AuditTrail trail, AuditExport exports, AuditLog log) {
        this.trail = trail;
        this.exports = exports;
        this.log = log;
    }

    /** Something that writes itself. */
    @FunctionalInterface
    public interface Written {
        void to(OutputStream out) throws IOException;
    }

    /** Records that somebody exports; what comes back writes what the filter takes. */
    public Written export(Actor by, AuditFilter filter) {
        AuditExport.Prepared prepared = exports.prepare(by, filter);
        return out -> exports.write(prepared, out);
    }

    /**
     * Computes the chain again and records what came out. Takes some seconds for a million entries.
     *
     * @return whether every entry is what was sealed
     */
    public boolean check(Actor by) {
        Chain head = trail.seal();
        boolean whole = whole(by, head);
        QuarkusTransaction.requiringNew()
                .run(() -> log.record(new AuditEntry.Event(
                        by,
                        "audit.checked",
                        Map.of("result", whole ? "whole" : "broken", "entries", Long.toString(head.seq())))));
        return whole;
    }

    private boolean whole(Actor by, Chain head) {
        try {
            exports.write(
                    new AuditExport.Prepared(by, AuditFilter.ALL, head, trail.signingKey(), trail.keys()),
                    OutputStream.nullOutputStream());
            return true;
        } catch (IllegalStateException broken) {
            LOGGER.errorf("the audit trail is broken: %s", broken.getMessage());
            return false;
        } catch (IOException e) {
            throw new IllegalStateException("nothing is written anywhere", e);
        }
    }
}
