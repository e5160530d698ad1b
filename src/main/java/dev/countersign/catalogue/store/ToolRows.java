package dev.countersign.catalogue.store;

import dev.countersign.call.Risk;
import dev.countersign.call.ServerName;
import dev.countersign.call.ToolName;
import dev.countersign.catalogue.ToolDefinition;
import dev.countersign.catalogue.store.SeenTools.Known;
import dev.countersign.catalogue.store.SeenTools.Place;
import dev.countersign.catalogue.store.SeenTools.Sighting;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hibernate.Session;

/** {@code tool_definition}: the last sighting of each tool. */
@ApplicationScoped
class ToolRows {

    private final Session database;
    private volatile OffsetDateTime readUpTo = OffsetDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    ToolRows(Session database) {
        this.database = database;
    }

    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void write(Sighting sighting) {
        database.createNativeMutationQuery("""
                        insert into tool_definition (server, tool, pin, risk, evidence, definition, first_seen, seen_at,
                            accepted_pin, accepted_definition, accepted_at, listed)
                        values (:server, :tool, :pin, :risk, :evidence, :definition, clock_timestamp(), clock_timestamp(),
                            :pin, :definition, clock_timestamp(), :listed)
                        on conflict (server, tool) do update set pin = excluded.pin, risk = excluded.risk,
                            evidence = excluded.evidence, definition = excluded.definition, seen_at = excluded.seen_at,
                            listed = excluded.listed, gone_at = null""")
                .setParameter("server", sighting.place().server().value())
                .setParameter("tool", sighting.place().tool().value())
                .setParameter("pin", sighting.known().pin())
                .setParameter("risk", sighting.known().risk().word())
                .setParameter("evidence", sighting.known().evidence())
                .setParameter("definition", sighting.definition())
                .setParameter("listed", sighting.known().listed())
                .executeUpdate();
    }

    /** A whole list had it; nothing else has changed, so that it is no news for other nodes. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void listed(Place place) {
        database.createNativeMutationQuery(
                        "update tool_definition set listed = true where server = :server and tool = :tool")
                .setParameter("server", place.server().value())
                .setParameter("tool", place.tool().value())
                .executeUpdate();
    }

    /** In which order the server lists its tools; no news for other nodes. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void order(ServerName server, List<ToolName> tools) {
        database.createNativeMutationQuery("""
                        update tool_definition t set list_place = o.place
                          from unnest(cast(:tools as text[])) with ordinality as o(tool, place)
                         where t.server = :server and t.tool = o.tool and t.list_place is distinct from o.place""")
                .setParameter("server", server.value())
                .setParameter("tools", tools.stream().map(ToolName::value).toArray(String[]::new))
                .executeUpdate();
    }

    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void gone(Place place) {
        database.createNativeMutationQuery("""
                        update tool_definition set gone_at = clock_timestamp(), seen_at = clock_timestamp(), listed = false
                         where server = :server and tool = :tool and gone_at is null""")
                .setParameter("server", place.server().value())
                .setParameter("tool", place.tool().value())
                .executeUpdate();
    }

    /** What has changed since the last look; a little overlap, because rows become visible later than they are stamped. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    Map<Place, Known> read() {
        Map<Place, Known> changed = new HashMap<>();
        OffsetDateTime newest = readUpTo;
        for (Object[] row : database.createNativeQuery("""
                        select server, tool, pin, risk, evidence, seen_at, definition, accepted_pin, listed, gone_at is not null from tool_definition
                         where seen_at > :since order by seen_at""", Object[].class)
                .setParameter("since", readUpTo.minusSeconds(10))
                .getResultList()) {
            Optional<ToolDefinition> definition = SeenTools.definition((String) row[6]);
            changed.put(
                    new Place(new ServerName((String) row[0]), new ToolName((String) row[1])),
                    new Known(
                            (String) row[2],
                            (String) row[7],
                            Risk.valueOf(((String) row[3]).toUpperCase(Locale.ROOT)),
                            (String) row[4],
                            definition.flatMap(SeenTools::schema),
                            definition.filter(ToolDefinition::runsTasks).isPresent(),
                            (Boolean) row[8],
                            (Boolean) row[9]));
            newest = OffsetDateTime.ofInstant(((java.time.Instant) row[5]), ZoneOffset.UTC);
        }
        readUpTo = newest;
        return changed;
    }
}
