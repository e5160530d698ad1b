package dev.countersign.catalogue;

import dev.countersign.call.ServerName;
import dev.countersign.call.ToolName;
import dev.countersign.policy.ArgumentSchema;
import dev.countersign.policy.KnownTools;
import java.util.Optional;

/** The tools of one server, as policies ask for them. */
record ServerTools(Catalogue catalogue, ServerName server) implements KnownTools {

    @Override
    public boolean lists(ToolName tool) {
        return catalogue.lists(server, tool);
    }

    @Override
    public Optional<ArgumentSchema> schema(ToolName tool) {
        return catalogue.schema(server, tool);
    }
}
