package dev.countersign.directory.page;

import dev.countersign.call.AgentName;
import dev.countersign.call.PersonName;
import dev.countersign.call.ServerName;
import dev.countersign.directory.AgentEntry;
import dev.countersign.directory.Directory;
import dev.countersign.directory.DirectoryException;
import dev.countersign.directory.Holder;
import dev.countersign.directory.page.DirectoryViews.AgentRow;
import dev.countersign.directory.page.DirectoryViews.AgentView;
import dev.countersign.directory.page.DirectoryViews.Grant;
import dev.countersign.directory.page.DirectoryViews.Secret;
import dev.countersign.inbox.Desk;
import dev.countersign.inbox.Form;
import dev.countersign.inbox.view.Message;
import dev.countersign.policy.desk.PolicyDesk;
import dev.countersign.policy.desk.PolicyPlace;
import dev.countersign.policy.desk.PolicyState;
import dev.countersign.registry.Registry;
import dev.countersign.registry.Server;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Agents: who owns them, what they may use, their tokens. */
@Path("/agents")
@RolesAllowed("admin")
class AgentPages {

    private final Directory directory;
    private final Registry registry;
    private final PolicyDesk policies;
    private final DirectoryForm forms;
    private final Desk desk;

    AgentPages(Directory directory, Registry registry, PolicyDesk policies, DirectoryForm forms, Desk desk) {
        this.directory = directory;
        this.registry = registry;
        this.policies = policies;
        this.forms = forms;
        this.desk = desk;
    }

    @GET
    @Operation(hidden = true)
    public Response list() {
        return list(200, "", "", Message.NONE);
    }

    private Response list(int status, String name, String owner, Message message) {
        return Desk.page(
                status,
                new DirectoryTemplates.AgentsPage(
                        desk.shell("Agents", "agents"),
                        directory.agents().stream().map(AgentRow::of).toList(),
                        people(),
                        name,
                        owner,
                        message));
    }

    private List<String> people() {
        return directory.people().stream().map(person -> person.name().value()).toList();
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response add(MultivaluedMap<String, String> fields) {
        Form form = new Form(fields);
        String name = form.get("name").strip();
        String owner = form.get("owner").strip();
        if (!desk.honest(form)) {
            return list(403, name, owner, Message.bad(DirectoryForm.STALE));
        }
        try {
            if (owner.isEmpty()) {
                throw DirectoryException.invalid("Name the person whose agent it is.");
            }
            directory.addAgent(name, new PersonName(owner), forms.actor());
            return Response.seeOther(URI.create("/agents/" + DirectoryViews.encoded(name)))
                    .build();
        } catch (DirectoryException e) {
            return list(e.status(), name, owner, Message.bad(e.reason()));
        }
    }

    @GET
    @Path("{name}")
    @Operation(hidden = true)
    public Response agent(@PathParam("name") String name) {
        return page(200, name, Secret.NONE, Message.NONE);
    }

    private AgentEntry find(String name) {
        return directory.agents().stream()
                .filter(agent -> agent.name().value().equals(name))
                .findFirst()
                .orElseThrow(NotFoundException::new);
    }

    private Response page(int status, String name, Secret secret, Message message) {
        AgentEntry agent = find(name);
        String href = "/agents/" + DirectoryViews.encoded(name);
        return Desk.page(
                status,
                new DirectoryTemplates.AgentPage(
                        desk.shell("Agent " + name, "agents"),
                        new AgentView(
                                name,
                                href,
                                agent.owner().value(),
                                agent.fromFile(),
                                agent.disabled(),
                                registry.servers().stream()
                                        .map(Server::name)
                                        .sorted()
                                        .map(server -> grant(agent, server))
                                        .toList()),
                        people(),
                        forms.tokens(agent.tokens(), href, !agent.fromFile()),
                        secret,
                        message));
    }

    private Grant grant(AgentEntry agent, ServerName server) {
        boolean own = policies.state(PolicyPlace.of(server, agent.name()))
                .filter(state -> state.source() != PolicyState.Source.NONE)
                .isPresent();
        String href = "/servers/" + DirectoryViews.encoded(server.value()) + "/policy?agent="
                + DirectoryViews.encoded(agent.name().value());
        return new Grant(server.value(), href, agent.grants().contains(server), own);
    }

    @POST
    @Path("{name}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response change(@PathParam("name") String name, MultivaluedMap<String, String> fields) {
        Form form = new Form(fields);
        AgentEntry agent = find(name);
        if (!desk.honest(form)) {
            return page(403, name, Secret.NONE, Message.bad(DirectoryForm.STALE));
        }
        try {
            if (form.has("issue")) {
                return page(200, name, forms.issue(Holder.agent(name), form), Message.NONE);
            }
            apply(agent, form);
            return Response.seeOther(URI.create("/agents/" + DirectoryViews.encoded(name)))
                    .build();
        } catch (DirectoryException e) {
            return page(e.status(), name, Secret.NONE, Message.bad(e.reason()));
        }
    }

    private void apply(AgentEntry agent, Form form) throws DirectoryException {
        AgentName name = agent.name();
        if (form.has("end")) {
            forms.end(Holder.agent(name.value()), form);
        } else if (form.has("grant") && !form.get("grant").isBlank()) {
            directory.grant(name, new ServerName(form.get("grant")), true, forms.actor());
        } else if (form.has("revoke") && !form.get("revoke").isBlank()) {
            directory.grant(name, new ServerName(form.get("revoke")), false, forms.actor());
        } else {
            String owner = form.get("owner").strip();
            directory.changeAgent(
                    name, owner.isEmpty() ? agent.owner() : new PersonName(owner), form.has("disabled"), forms.actor());
        }
    }
}
