package dev.countersign.admin.page;

import dev.countersign.admin.Places;
import dev.countersign.admin.ServerDesk;
import dev.countersign.admin.page.AdminViews.DryRun;
import dev.countersign.admin.page.AdminViews.PlaceView;
import dev.countersign.admin.page.BuilderViews.RulesView;
import dev.countersign.admin.page.EditorPage.Draft;
import dev.countersign.inbox.Desk;
import dev.countersign.inbox.Form;
import dev.countersign.inbox.view.Message;
import dev.countersign.policy.build.ArgumentTypes;
import dev.countersign.policy.build.Outline;
import dev.countersign.policy.desk.PolicyPlace;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
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

/** A policy by form: rows of tools and the rules of one tool, written into the text of the editor. Nothing is saved here. */
@Path("/servers/{name}/policy/builder")
@RolesAllowed("admin")
class BuilderPages {

    private static final String UNREADABLE =
            "The rows cannot be written into a text that is no JSON object. Mend the text first.";

    private final Places places;
    private final ServerDesk servers;
    private final EditorPage editor;
    private final Desk desk;

    BuilderPages(Places places, ServerDesk servers, EditorPage editor, Desk desk) {
        this.places = places;
        this.servers = servers;
        this.editor = editor;
        this.desk = desk;
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response build(
            @PathParam("name") String name, @RestQuery Optional<String> agent, MultivaluedMap<String, String> fields) {
        Form form = new Form(fields);
        PolicyPlace place = places.find(name, agent.filter(a -> !a.isEmpty())).orElseThrow(NotFoundException::new);
        Draft draft = Draft.of(place, form);
        if (!desk.honest(form)) {
            return editor.page(403, draft, DryRun.NONE, Message.bad(PolicyPages.STALE_FORM));
        }
        Optional<Outline> outline = Outline.of(draft.text());
        if (outline.isEmpty()) {
            return editor.page(422, draft, DryRun.NONE, Message.bad(UNREADABLE));
        }
        Outline built = BuilderForm.built(outline.get(), form);
        if (form.has("custom")) {
            return rules(draft.with(built.text()), built, form.get("custom"));
        }
        return form.has("rules") ? ruled(draft, built, form) : written(draft.with(built.text()));
    }

    private Response written(Draft draft) {
        return editor.page(200, draft, DryRun.NONE, new Message("Written into the text. Nothing is saved yet.", false));
    }

    private Response ruled(Draft draft, Outline outline, Form form) {
        String tool = form.get("tool");
        ArgumentTypes types = types(draft, tool);
        Outline built = outline.with(tool, BuilderForm.rules(form, types));
        Draft changed = draft.with(built.text());
        return form.get("rules").equals("more") ? rules(changed, built, tool) : written(changed);
    }

    private ArgumentTypes types(Draft draft, String tool) {
        return ArgumentTypes.of(servers.schema(draft.place().server(), tool));
    }

    private Response rules(Draft draft, Outline outline, String tool) {
        ArgumentTypes types = types(draft, tool);
        return Desk.page(
                200,
                new AdminTemplates.RulesPage(
                        desk.shell("Rules of " + tool, "servers"),
                        PlaceView.of(draft.place(), List.of()),
                        draft.text().text(),
                        draft.version(),
                        RulesView.of(tool, outline.rules(tool, types), types)));
    }
}
