package dev.countersign.gateway.gate;

import dev.countersign.call.AgentName;
import dev.countersign.call.ServerName;
import dev.countersign.call.ToolName;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.gateway.ToolLists;
import dev.countersign.policy.Policies;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Tool lists by the policy in force; what passes goes into the catalogue. */
@ApplicationScoped
public class PolicyToolLists implements ToolLists {

    private final Policies policies;
    private final Catalogue catalogue;

    PolicyToolLists(Policies policies, Catalogue catalogue) {
        this.policies = policies;
        this.catalogue = catalogue;
    }

    @Override
    public boolean hidesAnything(AgentName agent, ServerName server) {
        return policies.of(agent, server).hidesAnything();
    }

    @Override
    public boolean hides(AgentName agent, ServerName server, ToolName tool) {
        return policies.of(agent, server).hides(tool);
    }

    @Override
    public boolean canHold(AgentName agent, ServerName server) {
        return policies.of(agent, server).canHold();
    }

    @Override
    public boolean mayHold(AgentName agent, ServerName server, ToolName tool) {
        return policies.of(agent, server).mayHold(tool);
    }

    @Override
    public boolean runsTasks(ServerName server, ToolName tool) {
        return catalogue.runsTasks(server, tool);
    }

    @Override
    public void seen(ServerName server, List<SeenTool> page) {
        catalogue.seen(server, page.stream().map(t -> t.definition().text()).toList());
    }
}
