package dev.countersign.audit.export;

import dev.countersign.audit.Actor;
import dev.countersign.audit.AuditFilter;
import dev.countersign.audit.AuditTrail;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/** Exports of a trail that is not the running service's. */
public final class Exports {

    private Exports() {}

    /** Seals and writes the whole trail. */
    public static void write(AuditTrail trail, Path file) throws IOException {
        AuditExport exports = new AuditExport(new NoLog(), trail, InstantSource.fixed(Instant.EPOCH));
        try (OutputStream out = Files.newOutputStream(file)) {
            exports.write(
                    new AuditExport.Prepared(
                            Actor.person("iris", "rest", ""),
                            AuditFilter.ALL,
                            trail.seal(),
                            trail.signingKey(),
                            trail.keys()),
                    out);
        }
    }

    private static final class NoLog implements dev.countersign.audit.AuditLog {
        @Override
        public void record(dev.countersign.audit.AuditEntry entry) {
            throw new AssertionError("nothing is recorded here");
        }

        @Override
        public boolean allowed(AllowedCall call) {
            throw new AssertionError("nothing is recorded here");
        }
    }
}
