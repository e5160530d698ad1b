package dev.countersign.catalogue.store;

import dev.countersign.call.Risk;
import dev.countersign.call.ServerName;
import dev.countersign.catalogue.CatalogueEntries;
import dev.countersign.catalogue.CatalogueEntry;
import dev.countersign.catalogue.Classified;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Reads {@code tool_definition} for people. */
@ApplicationScoped
class StoredEntries implements CatalogueEntries {

    private static final int MOST = 10_000;

    private final Session database;

    StoredEntries(Session database) {
        this.database = database;
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public List<CatalogueEntry> of(ServerName server) {
        List<CatalogueEntry> entries = new ArrayList<>();
        for (Object[] row : database.createNativeQuery("""
                        select definition, risk, evidence, pin, accepted_pin, accepted_by, first_seen, gone_at from tool_definition
                         where server = :server order by list_place nulls last, tool""", Object[].class)
                .setParameter("server", server.value())
                .setMaxResults(MOST)
                .getResultList()) {
            SeenTools.definition((String) row[0])
                    .map(definition -> new CatalogueEntry(
                            definition,
                            new Classified(Risk.valueOf(((String) row[1]).toUpperCase(Locale.ROOT)), (String) row[2]),
                            (String) row[3],
                            (String) row[4],
                            Optional.of((String) row[5]).filter(by -> !by.isEmpty()),
                            (Instant) row[6],
                            Optional.ofNullable((@Nullable Instant) row[7])))
                    .ifPresent(entries::add);
        }
        return entries;
    }
}
