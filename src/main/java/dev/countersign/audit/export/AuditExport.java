package dev.countersign.audit.export;

import dev.countersign.audit.Actor;
import dev.countersign.audit.AuditEntry;
import dev.countersign.audit.AuditFilter;
import dev.countersign.audit.AuditLog;
import dev.countersign.audit.AuditTime;
import dev.countersign.audit.AuditTrail;
import dev.countersign.audit.AuditTrail.Line;
import dev.countersign.audit.Chain;
import dev.countersign.audit.Checkpoint;
import dev.countersign.audit.SigningKey;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Makes exports: the trail from its first entry to where it was sealed when the export began, chunk by chunk, whatever is sealed meanwhile.
 * The chain is computed again on the way; an export that does not come out at the sealed link gets no end and so is never called whole.
 */
@Singleton
final class AuditExport {

    private static final int CHUNK = 500;

    private final AuditLog log;
    private final AuditTrail trail;
    private final InstantSource time;

    AuditExport(AuditLog log, AuditTrail trail, InstantSource time) {
        this.log = log;
        this.trail = trail;
        this.time = time;
    }

    /**
     * Records that somebody exports, and seals.
     *
     * @throws RuntimeException when the database or the audit key is not available; nothing has been written then
     */
    Prepared prepare(Actor by, AuditFilter filter) {
        String extent = filter.equals(AuditFilter.ALL) ? "all" : "filtered";
        QuarkusTransaction.requiringNew()
                .run(() -> log.record(new AuditEntry.Event(by, "audit.exported", Map.of("extent", extent))));
        Chain head = trail.seal();
        return new Prepared(by, filter, head, trail.signingKey(), trail.keys());
    }

    /** Writes it; the stream is flushed and stays open. */
    void write(Prepared export, OutputStream out) throws IOException {
        ExportLines lines = new ExportLines(out);
        String now = AuditTime.format(time.instant());
        Chain head = export.head();
        Chain chain = Chain.start(head.logId());
        lines.header(chain, head.seq(), export.keys(), now, export.by().id());
        while (chain.seq() < head.seq()) {
            List<Line> chunk = trail.lines(chain.seq(), head.seq(), export.filter(), CHUNK);
            if (chunk.isEmpty()) {
                throw new IllegalStateException("the audit trail has no entry behind " + chain.seq());
            }
            long last = chunk.get(chunk.size() - 1).seq();
            chain = chunk(
                    lines, chain, chunk, trail.checkpoints(chain.seq(), last).iterator());
        }
        if (!chain.link().equals(head.link())) {
            throw new IllegalStateException("the audit trail was changed in the database: its chain does not close");
        }
        lines.end(chain, now, export.key());
        out.flush();
    }

    private static Chain chunk(ExportLines lines, Chain before, List<Line> chunk, Iterator<Checkpoint> checkpoints)
            throws IOException {
        Chain chain = before;
        Checkpoint next = checkpoints.hasNext() ? checkpoints.next() : null;
        for (Line line : chunk) {
            byte[] bytes = line.text().getBytes(StandardCharsets.UTF_8);
            chain = chain.append(bytes);
            if (line.taken()) {
                lines.entry(bytes);
            } else {
                lines.omitted(line.seq(), bytes);
            }
            if (next != null && next.seq() == line.seq()) {
                lines.checkpoint(next);
                next = checkpoints.hasNext() ? checkpoints.next() : null;
            }
        }
        return chain;
    }

    /** An export whose extent is fixed. */
    record Prepared(Actor by, AuditFilter filter, Chain head, SigningKey key, List<AuditTrail.PublicKey> keys) {
        Prepared {
            keys = List.copyOf(keys);
        }
    }
}
