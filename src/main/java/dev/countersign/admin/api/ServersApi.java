package dev.countersign.admin.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.admin.Places;
import dev.countersign.admin.ServerDesk;
import dev.countersign.admin.ServerSummary;
import dev.countersign.admin.ToolView;
import dev.countersign.admin.api.Bodies.BadBodyException;
import dev.countersign.call.ToolName;
import dev.countersign.catalogue.pin.ChangedTool;
import dev.countersign.catalogue.pin.ToolAcceptance;
import dev.countersign.policy.desk.PolicyPlace;
import dev.countersign.web.auth.Caller;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Servers and their tools: classes, verdicts, changed definitions. */
@Path("/api/v1/servers")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("admin")
@Tag(name = "servers")
public class ServersApi {

    private final Places places;
    private final ServerDesk desk;
    private final ToolAcceptance acceptance;
    private final SecurityIdentity identity;

    ServersApi(Places places, ServerDesk desk, ToolAcceptance acceptance, SecurityIdentity identity) {
        this.places = places;
        this.desk = desk;
        this.acceptance = acceptance;
        this.identity = identity;
    }

    /** All servers. */
    public record ServerList(List<ServerJson> items) {}

    /**
     * A server.
     *
     * @param listedAt when this node last had the whole list of its tools
     * @param listProblem why it could not have it since
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ServerJson(
            String name,
            String transport,
            String policyVersion,
            String policySource,
            boolean policyStale,
            int tools,
            int changedTools,
            @Nullable String listedAt,
            @Nullable String listProblem,
            List<String> agents) {
        static ServerJson of(ServerSummary server) {
            return new ServerJson(
                    server.name(),
                    server.transport(),
                    server.policy().version(),
                    server.policy().source().word(),
                    server.policy().stale(),
                    server.tools(),
                    server.changed(),
                    server.listing().listedAt().map(Object::toString).orElse(null),
                    server.listing().problem().orElse(null),
                    server.agents());
        }
    }

    /** The tools of a server. */
    public record ToolListing(List<ToolJson> items) {}

    /**
     * A tool.
     *
     * @param risk class of the tool
     * @param verdict what can become of its calls at most: allow, limit, hold, deny or hide
     * @param goneSince when the server's list was first without it
     * @param recommended {@code "hide"} or the object that is recommended for {@code tools}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ToolJson(
            String name,
            String description,
            @JsonProperty("class") String risk,
            @JsonProperty("risk") String level,
            String evidence,
            String verdict,
            String pin,
            @Nullable String acceptedBy,
            String firstSeen,
            @Nullable String goneSince,
            boolean changed,
            @Nullable Change change,
            @JsonRawValue String recommended) {
        static ToolJson of(ToolView tool) {
            return new ToolJson(
                    tool.name(),
                    tool.entry().definition().description(),
                    tool.risk().word(),
                    tool.risk().level().word(),
                    tool.entry().classified().evidence(),
                    tool.verdict().word(),
                    tool.entry().pin(),
                    tool.entry().acceptedBy().orElse(null),
                    tool.entry().firstSeen().toString(),
                    tool.entry().gone().map(Object::toString).orElse(null),
                    tool.entry().changed(),
                    tool.change().map(Change::of).orElse(null),
                    tool.recommended().rule());
        }
    }

    /** What has changed since the definition was accepted. */
    public record Change(String acceptedPin, String since, String diff) {
        static Change of(ChangedTool changed) {
            return new Change(changed.acceptedPin(), changed.since().toString(), changed.diff());
        }
    }

    @GET
    @Operation(summary = "All servers")
    public ServerList servers() {
        return new ServerList(places.servers().stream().map(ServerJson::of).toList());
    }

    @GET
    @Path("/{name}/tools")
    @Operation(summary = "The tools of a server, as its policy or that of one agent's grant treats them")
    public Response tools(@PathParam("name") String name, @RestQuery Optional<String> agent) {
        return places.find(name, agent)
                .map(place -> Response.ok(new ToolListing(
                                desk.tools(place).stream().map(ToolJson::of).toList()))
                        .build())
                .orElseGet(Answers::noSuchPlace);
    }

    @GET
    @Path("/{name}/tools/definitions")
    @Operation(
            summary = "The definitions of a server's tools",
            description = "As a tools/list result, for `policy lint --tools`, `policy test` and `policy suggest`")
    public Response definitions(@PathParam("name") String name) {
        return places.find(name, Optional.empty())
                .map(place -> Response.ok(desk.definitions(place.server())).build())
                .orElseGet(Answers::noSuchPlace);
    }

    @POST
    @Path("/{name}/tools/acceptance")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Accept the changed definition of a tool",
            description = "{tool, pin}: the pin is the one that was shown; 409 when the definition is another by now")
    public Response accept(@PathParam("name") String name, byte[] body) {
        Optional<PolicyPlace> place = places.find(name, Optional.empty());
        if (place.isEmpty()) {
            return Answers.noSuchPlace();
        }
        try {
            JsonNode tool = Bodies.object(body);
            ToolAcceptance.By by = new ToolAcceptance.By(
                    identity.getPrincipal().getName(),
                    "rest",
                    Caller.of(identity).auth());
            return acceptance.accept(
                            place.get().server(),
                            new ToolName(Bodies.required(tool, "tool")),
                            Bodies.required(tool, "pin"),
                            by)
                    ? Response.noContent().build()
                    : Answers.problem(409, "The server's list has no tool with this definition: look at it again.");
        } catch (BadBodyException bad) {
            return Answers.problem(400, String.valueOf(bad.getMessage()));
        }
    }
}
