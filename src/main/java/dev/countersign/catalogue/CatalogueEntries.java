package dev.countersign.catalogue;

import dev.countersign.call.ServerName;
import java.util.List;

/** The whole catalogue of a server, for people. Blocking. */
@FunctionalInterface
public interface CatalogueEntries {

    /**
     * Its tools in the order of its list, behind them by name those that only agents were shown; gone ones included, 10,000 at most; none
     * for a server that nobody has listed yet.
     */
    List<CatalogueEntry> of(ServerName server);
}
