package dev.countersign.admin;

import dev.countersign.call.Risk;
import dev.countersign.catalogue.CatalogueEntry;
import dev.countersign.catalogue.pin.ChangedTool;
import dev.countersign.catalogue.suggest.SuggestedRule;
import dev.countersign.policy.explain.Verdict;
import java.util.Optional;

/**
 * A tool of a server.
 *
 * @param risk its class: what the policy says, else what its words say
 * @param verdict what can become of its calls at most, whatever their arguments; a changed definition counts
 * @param change what has changed since the definition was accepted
 * @param recommended the rule that is recommended for its class
 */
public record ToolView(
        CatalogueEntry entry, Risk risk, Verdict verdict, Optional<ChangedTool> change, SuggestedRule recommended) {

    /** Its name. */
    public String name() {
        return entry.definition().name().value();
    }
}
