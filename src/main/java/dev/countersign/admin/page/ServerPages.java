package dev.countersign.admin.page;

import dev.countersign.admin.Places;
import dev.countersign.admin.ServerDesk;
import dev.countersign.admin.ServerSummary;
import dev.countersign.admin.ToolView;
import dev.countersign.admin.page.AdminViews.GoneRow;
import dev.countersign.admin.page.AdminViews.ListView;
import dev.countersign.admin.page.AdminViews.PlaceView;
import dev.countersign.admin.page.AdminViews.ServerRow;
import dev.countersign.admin.page.AdminViews.ToolRow;
import dev.countersign.call.ToolName;
import dev.countersign.catalogue.listing.Listing;
import dev.countersign.catalogue.pin.ToolAcceptance;
import dev.countersign.inbox.Desk;
import dev.countersign.inbox.Form;
import dev.countersign.inbox.view.Message;
import dev.countersign.policy.desk.PolicyPlace;
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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

/** Servers and their tools. */
@Path("/servers")
@RolesAllowed("admin")
class ServerPages {

    private final Places places;
    private final ServerDesk servers;
    private final ToolAcceptance acceptance;
    private final Desk desk;

    ServerPages(Places places, ServerDesk servers, ToolAcceptance acceptance, Desk desk) {
        this.places = places;
        this.servers = servers;
        this.acceptance = acceptance;
        this.desk = desk;
    }

    @GET
    @Operation(hidden = true)
    public Response list() {
        List<ServerRow> rows = places.servers().stream().map(ServerRow::of).toList();
        return Desk.page(200, new AdminTemplates.ServersPage(desk.shell("Servers", "servers"), rows));
    }

    @GET
    @Path("{name}")
    @Operation(hidden = true)
    public Response server(@PathParam("name") String name, @RestQuery Optional<String> agent) {
        return page(200, find(name, agent), Message.NONE);
    }

    private PolicyPlace find(String name, Optional<String> agent) {
        return places.find(name, agent.filter(a -> !a.isEmpty())).orElseThrow(NotFoundException::new);
    }

    private Response page(int status, PolicyPlace place, Message message) {
        List<String> agents = places.server(place).map(ServerSummary::agents).orElse(List.of());
        List<ToolView> tools = servers.tools(place);
        Instant now = desk.now();
        return Desk.page(
                status,
                new AdminTemplates.ServerPage(
                        desk.shell(place.server().value(), "servers"),
                        PlaceView.of(place, agents),
                        ListView.of(
                                places.server(place).map(ServerSummary::listing).orElse(Listing.NONE), now),
                        tools.stream()
                                .filter(tool -> tool.entry().gone().isEmpty())
                                .map(ToolRow::of)
                                .toList(),
                        tools.stream()
                                .flatMap(
                                        tool -> tool.entry().gone().map(since -> GoneRow.of(tool, since, now)).stream())
                                .toList(),
                        message));
    }

    @POST
    @Path("{name}/tools/acceptance")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response accept(@PathParam("name") String name, MultivaluedMap<String, String> fields) {
        Form form = new Form(fields);
        PolicyPlace place = find(name, Optional.empty());
        if (!desk.honest(form)) {
            return page(403, place, Message.bad("This form is out of date or not ours. Nothing was accepted."));
        }
        if (form.get("tool").isEmpty()) {
            throw new NotFoundException();
        }
        boolean accepted = acceptance.accept(
                place.server(),
                new ToolName(form.get("tool")),
                form.get("pin"),
                new ToolAcceptance.By(
                        desk.caller().person().name().value(),
                        "web",
                        desk.caller().auth()));
        return accepted
                ? Response.seeOther(URI.create(AdminViews.href(name))).build()
                : page(409, place, Message.bad("The definition is another by now: look again. Nothing was accepted."));
    }
}
