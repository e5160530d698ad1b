package dev.countersign.admin.page;

import dev.countersign.admin.Places;
import dev.countersign.admin.ServerDesk;
import dev.countersign.admin.page.AdminViews.DryRun;
import dev.countersign.admin.page.AdminViews.PlaceView;
import dev.countersign.admin.page.EditorPage.Draft;
import dev.countersign.catalogue.suggest.Destructive;
import dev.countersign.inbox.Desk;
import dev.countersign.inbox.Form;
import dev.countersign.inbox.text.ShownText;
import dev.countersign.inbox.view.Message;
import dev.countersign.policy.PolicyProblem;
import dev.countersign.policy.desk.PolicyDesk;
import dev.countersign.policy.desk.PolicyPlace;
import dev.countersign.policy.desk.PolicyState;
import dev.countersign.policy.desk.PolicyText;
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
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

/** The policy of a server or of one grant: its text with errors in place, a dry run, its versions. */
@Path("/servers/{name}/policy")
@RolesAllowed("admin")
class PolicyPages {

    static final String STALE_FORM = "This form is out of date or not ours. Nothing was changed.";
    private static final String SUGGESTED =
            "No policy is in force here. This is what the tools suggest; it counts once it is saved.";

    private final Places places;
    private final ServerDesk servers;
    private final EditorPage editor;
    private final Saving saving;
    private final PolicyDesk policies;
    private final Desk desk;

    PolicyPages(Places places, ServerDesk servers, EditorPage editor, Saving saving, PolicyDesk policies, Desk desk) {
        this.places = places;
        this.servers = servers;
        this.editor = editor;
        this.saving = saving;
        this.policies = policies;
        this.desk = desk;
    }

    @GET
    @Operation(hidden = true)
    public Response policy(@PathParam("name") String name, @RestQuery Optional<String> agent) {
        PolicyPlace place = find(name, agent);
        PolicyState state = places.state(place);
        boolean any = state.text().isPresent();
        PolicyText text = state.text()
                .orElseGet(() -> new PolicyText(
                        servers.suggestion(place.server(), Destructive.HIDE).policy(), false));
        return editor.page(
                200,
                new Draft(place, text, state.version()),
                DryRun.NONE,
                any ? Message.NONE : new Message(SUGGESTED, false));
    }

    private PolicyPlace find(String name, Optional<String> agent) {
        return places.find(name, agent.filter(a -> !a.isEmpty())).orElseThrow(NotFoundException::new);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response act(
            @PathParam("name") String name, @RestQuery Optional<String> agent, MultivaluedMap<String, String> fields) {
        Form form = new Form(fields);
        Draft draft = Draft.of(find(name, agent), form);
        if (!desk.honest(form)) {
            return editor.page(403, draft, DryRun.NONE, Message.bad(STALE_FORM));
        }
        return switch (form.get("action")) {
            case "save" -> saving.save(draft, form.get("note"));
            case "review" -> saving.review(draft, form.get("note"), Message.NONE);
            default -> checked(draft);
        };
    }

    private Response checked(Draft draft) {
        List<PolicyProblem> problems = editor.problems(draft);
        String said = problems.isEmpty() ? "No problem was found. Nothing is saved yet." : "Checked, not saved.";
        return editor.page(200, draft, DryRun.NONE, new Message(said, false));
    }

    @POST
    @Path("dry-run")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response dryRun(
            @PathParam("name") String name, @RestQuery Optional<String> agent, MultivaluedMap<String, String> fields) {
        Form form = new Form(fields);
        Draft draft = Draft.of(find(name, agent), form);
        return desk.honest(form)
                ? editor.tried(draft, form.get("tool"), form.get("arguments"))
                : editor.page(403, draft, DryRun.NONE, Message.bad(STALE_FORM));
    }

    @GET
    @Path("versions/{id}")
    @Operation(hidden = true)
    public Response version(
            @PathParam("name") String name, @PathParam("id") String id, @RestQuery Optional<String> agent) {
        PolicyPlace place = find(name, agent);
        long number = id.matches("[0-9]{1,18}") ? Long.parseLong(id) : -1;
        PolicyText text = policies.text(place, number).orElseThrow(NotFoundException::new);
        String diff = policies.diff(place, number).orElse("");
        return Desk.page(
                200,
                new AdminTemplates.VersionPage(
                        desk.shell("Policy of " + place, "servers"),
                        PlaceView.of(place, List.of()),
                        id,
                        ShownText.exact(diff),
                        ShownText.exact(text.text())));
    }
}
