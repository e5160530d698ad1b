package dev.countersign.directory.api;

import static dev.countersign.directory.api.DirectoryAnswers.actor;
import static dev.countersign.directory.api.DirectoryAnswers.answer;

import dev.countersign.call.AgentName;
import dev.countersign.call.IdSource;
import dev.countersign.call.PersonName;
import dev.countersign.call.ServerName;
import dev.countersign.directory.AgentEntry;
import dev.countersign.directory.Directory;
import dev.countersign.directory.DirectoryException;
import dev.countersign.directory.Holder;
import dev.countersign.directory.api.DirectoryAnswers.IssuedJson;
import dev.countersign.directory.api.DirectoryAnswers.TokenBody;
import dev.countersign.directory.api.DirectoryAnswers.TokenJson;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Agents, what they may use, their tokens. */
@Path("/api/v1/agents")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("admin")
@Tag(name = "agents")
public class AgentsApi {

    private final Directory directory;
    private final IdSource ids;
    private final SecurityIdentity identity;

    AgentsApi(Directory directory, IdSource ids, SecurityIdentity identity) {
        this.directory = directory;
        this.ids = ids;
        this.identity = identity;
    }

    /** All of them, by name. */
    public record AgentList(List<AgentJson> items) {}

    /**
     * An agent.
     *
     * @param source {@code file}, then it is read-only here, or {@code api}
     * @param grants names of servers
     */
    public record AgentJson(
            String name, String owner, String source, boolean disabled, List<String> grants, List<TokenJson> tokens) {
        static AgentJson of(AgentEntry agent) {
            return new AgentJson(
                    agent.name().value(),
                    agent.owner().value(),
                    agent.fromFile() ? "file" : "api",
                    agent.disabled(),
                    agent.grants().stream().map(ServerName::value).sorted().toList(),
                    agent.tokens().stream().map(TokenJson::of).toList());
        }
    }

    /** A new agent, or what is to be changed about one. */
    public record AgentBody(
            @Nullable String name,
            @Nullable String owner,
            @Nullable Boolean disabled) {}

    @GET
    @Operation(summary = "All agents", description = "Tokens that the file names are not listed.")
    public AgentList list() {
        return new AgentList(directory.agents().stream().map(AgentJson::of).toList());
    }

    @GET
    @Path("/{name}")
    @Operation(summary = "One agent")
    public Response get(@PathParam("name") String name) {
        return answer(() -> Response.ok(AgentJson.of(find(name))).build());
    }

    private AgentEntry find(String name) throws DirectoryException {
        return directory.agents().stream()
                .filter(agent -> agent.name().value().equals(name))
                .findFirst()
                .orElseThrow(() -> DirectoryException.unknown("There is no agent of this name."));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "A new agent", description = "{name, owner}; it has no grant and no token yet.")
    public Response add(@Nullable AgentBody body) {
        return answer(() -> {
            if (body == null
                    || body.name() == null
                    || body.owner() == null
                    || body.owner().isBlank()) {
                throw DirectoryException.invalid("name and owner are required.");
            }
            directory.addAgent(body.name(), new PersonName(body.owner()), actor(identity));
            return Response.status(201).entity(AgentJson.of(find(body.name()))).build();
        });
    }

    @PATCH
    @Path("/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Another owner, or the switch", description = "{owner?, disabled?}")
    public Response change(@PathParam("name") String name, @Nullable AgentBody body) {
        return answer(() -> {
            AgentEntry now = find(name);
            if (body == null || body.name() != null) {
                throw DirectoryException.invalid("owner and disabled can be changed.");
            }
            directory.changeAgent(
                    now.name(),
                    body.owner() == null ? now.owner() : new PersonName(body.owner()),
                    body.disabled() == null ? now.disabled() : body.disabled(),
                    actor(identity));
            return get(name);
        });
    }

    @PUT
    @Path("/{name}/grants/{server}")
    @Operation(
            summary = "Give a server to an agent",
            description = "Its calls are judged by the server's policy, or by one of"
                    + " the grant's own: PUT /servers/{server}/policy?agent={name}")
    public Response grant(@PathParam("name") String name, @PathParam("server") String server) {
        return answer(() -> granted(name, server, true));
    }

    @DELETE
    @Path("/{name}/grants/{server}")
    @Operation(summary = "Take a server away from an agent")
    public Response revoke(@PathParam("name") String name, @PathParam("server") String server) {
        return answer(() -> granted(name, server, false));
    }

    private Response granted(String name, String server, boolean granted) throws DirectoryException {
        directory.grant(new AgentName(name), new ServerName(server), granted, actor(identity));
        return Response.noContent().build();
    }

    @POST
    @Path("/{name}/tokens")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "A new token, told this once",
            description = "{label?, overlap?}: the tokens that are live go on for the"
                    + " overlap at most (24 h when it is missing). Two can be live.")
    public Response issue(@PathParam("name") String name, @Nullable TokenBody body) {
        return answer(() -> {
            TokenBody wanted = body == null ? new TokenBody(null, null) : body;
            return Response.status(201)
                    .header("Cache-Control", "no-store")
                    .entity(IssuedJson.of(directory.issue(
                            Holder.agent(name), wanted.text(), wanted.time(), ids.uuid(), actor(identity))))
                    .build();
        });
    }

    @DELETE
    @Path("/{name}/tokens/{id}")
    @Operation(summary = "End a token at once")
    public Response end(@PathParam("name") String name, @PathParam("id") String id) {
        return answer(() -> {
            directory.end(Holder.agent(name), DirectoryAnswers.token(id), actor(identity));
            return Response.noContent().build();
        });
    }
}
