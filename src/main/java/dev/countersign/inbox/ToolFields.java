package dev.countersign.inbox;

import dev.countersign.approval.ApprovalView;
import dev.countersign.catalogue.CatalogueEntries;
import dev.countersign.catalogue.CatalogueEntry;
import dev.countersign.catalogue.ToolDefinition;
import dev.countersign.inbox.text.FieldOrder;
import dev.countersign.inbox.view.Why;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** In which order the arguments of a call are read: what the rule looked at, then what the tool's schema requires. */
@ApplicationScoped
class ToolFields {

    private static final String ARGUMENTS = "args.";

    private final CatalogueEntries catalogue;

    ToolFields(CatalogueEntries catalogue) {
        this.catalogue = catalogue;
    }

    /** What the server says of the tool. */
    Optional<ToolDefinition> definition(ApprovalView call) {
        return catalogue.of(call.server()).stream()
                .map(CatalogueEntry::definition)
                .filter(definition -> definition.name().equals(call.tool()))
                .findFirst();
    }

    FieldOrder order(Optional<ToolDefinition> definition, Optional<Why> why) {
        List<String> asked = why.stream()
                .flatMap(w -> w.steps().stream())
                .filter(Why.Step::fired)
                .flatMap(step -> step.conditions().stream())
                .map(Why.Line::path)
                .filter(path -> path.startsWith(ARGUMENTS))
                .map(path -> path.substring(ARGUMENTS.length()).split("[.\\[]", 2)[0])
                .distinct()
                .toList();
        return definition
                .flatMap(ToolDefinition::inputSchema)
                .map(schema -> FieldOrder.of(asked, schema))
                .orElseGet(() -> new FieldOrder(asked, List.of(), List.of(), false));
    }
}
