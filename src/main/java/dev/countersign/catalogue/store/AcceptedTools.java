package dev.countersign.catalogue.store;

import dev.countersign.audit.Actor;
import dev.countersign.audit.AuditEntry;
import dev.countersign.audit.AuditLog;
import dev.countersign.call.ServerName;
import dev.countersign.call.ToolName;
import dev.countersign.catalogue.DefinitionLines;
import dev.countersign.catalogue.pin.ChangedTool;
import dev.countersign.catalogue.pin.ToolAcceptance;
import dev.countersign.json.LineDiff;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;

/** The accepted definitions in {@code tool_definition}. An acceptance reaches every node with its next look at the catalogue. */
@ApplicationScoped
class AcceptedTools implements ToolAcceptance {

    private static final int MOST = 1_000;

    private final Session database;
    private final AuditLog audit;

    AcceptedTools(Session database, AuditLog audit) {
        this.database = database;
        this.audit = audit;
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public List<ChangedTool> changed(ServerName server) {
        List<ChangedTool> changed = new ArrayList<>();
        for (Object[] row : database.createNativeQuery("""
                        select tool, accepted_pin, pin, seen_at, accepted_definition, definition from tool_definition
                         where server = :server and pin <> accepted_pin and gone_at is null order by tool""", Object[].class)
                .setParameter("server", server.value())
                .setMaxResults(MOST)
                .getResultList()) {
            changed.add(new ChangedTool(
                    server,
                    new ToolName((String) row[0]),
                    (String) row[1],
                    (String) row[2],
                    (Instant) row[3],
                    LineDiff.unified(lines((String) row[4]), lines((String) row[5]))));
        }
        return changed;
    }

    private static String lines(String definition) {
        return SeenTools.definition(definition).map(DefinitionLines::of).orElse(definition);
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public boolean accept(ServerName server, ToolName tool, String pin, By by) {
        int accepted = database.createNativeMutationQuery("""
                        update tool_definition set accepted_pin = pin, accepted_definition = definition, accepted_by = :by,
                            accepted_at = clock_timestamp(), seen_at = clock_timestamp()
                         where server = :server and tool = :tool and pin = :pin and gone_at is null""")
                .setParameter("by", by.person())
                .setParameter("server", server.value())
                .setParameter("tool", tool.value())
                .setParameter("pin", pin)
                .executeUpdate();
        if (accepted == 1) {
            audit.record(new AuditEntry.Event(
                    Actor.person(by.person(), by.via(), by.auth()),
                    "tool.changed",
                    Map.of("server", server.value(), "tool", tool.value(), "toolPin", pin)));
        }
        return accepted == 1;
    }
}
