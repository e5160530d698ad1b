package dev.countersign.admin.page;

import dev.countersign.admin.Drafts;
import dev.countersign.admin.Places;
import dev.countersign.admin.ServerDesk;
import dev.countersign.admin.ServerSummary;
import dev.countersign.admin.page.AdminViews.DryRun;
import dev.countersign.admin.page.AdminViews.Editor;
import dev.countersign.admin.page.AdminViews.Finding;
import dev.countersign.admin.page.AdminViews.PlaceView;
import dev.countersign.admin.page.AdminViews.VersionRow;
import dev.countersign.call.RawArguments;
import dev.countersign.call.ToolName;
import dev.countersign.catalogue.suggest.Destructive;
import dev.countersign.inbox.Desk;
import dev.countersign.inbox.Form;
import dev.countersign.inbox.text.ShownText;
import dev.countersign.inbox.view.Message;
import dev.countersign.inbox.view.Why;
import dev.countersign.policy.PolicyProblem;
import dev.countersign.policy.desk.PolicyAuthor;
import dev.countersign.policy.desk.PolicyDesk;
import dev.countersign.policy.desk.PolicyPlace;
import dev.countersign.policy.desk.PolicyState;
import dev.countersign.policy.desk.PolicyText;
import dev.countersign.policy.desk.Saved;
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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

/** The policy of a server or of one grant: its text with errors in place, a dry run, its versions. */
@Path("/servers/{name}/policy")
@RolesAllowed("admin")
class PolicyPages {

    private static final int MOST_VERSIONS = 20;
    private static final String STALE_FORM = "This form is out of date or not ours. Nothing was changed.";

    private final Places places;
    private final ServerDesk servers;
    private final Drafts drafts;
    private final PolicyDesk policies;
    private final Desk desk;

    PolicyPages(Places places, ServerDesk servers, Drafts drafts, PolicyDesk policies, Desk desk) {
        this.places = places;
        this.servers = servers;
        this.drafts = drafts;
        this.policies = policies;
        this.desk = desk;
    }

    @GET
    @Operation(hidden = true)
    public Response policy(@PathParam("name") String name, @RestQuery Optional<String> agent) {
        PolicyPlace place = find(name, agent);
        PolicyState state = places.state(place);
        if (state.text().isEmpty()) {
            String suggested =
                    servers.suggestion(place.server(), Destructive.HIDE).policy();
            return page(
                    200,
                    place,
                    editor(place, new PolicyText(suggested, false), List.of()),
                    Optional.empty(),
                    new Message(
                            "No policy is in force here. This is what the tools suggest; it counts once it is saved.",
                            false));
        }
        List<PolicyProblem> problems = drafts.lint(place.server(), state.text().get());
        return page(200, place, editor(place, state.text().get(), problems), Optional.empty(), Message.NONE);
    }

    private PolicyPlace find(String name, Optional<String> agent) {
        return places.find(name, agent.filter(a -> !a.isEmpty())).orElseThrow(NotFoundException::new);
    }

    private Editor editor(PolicyPlace place, PolicyText text, List<PolicyProblem> problems) {
        PolicyState state = places.state(place);
        List<String> lines = text.text().lines().toList();
        return new Editor(
                text.text(),
                state.version(),
                text.yaml(),
                state.source() != PolicyState.Source.FILE,
                state.source().word(),
                problems.stream().map(problem -> Finding.of(problem, lines)).toList());
    }

    private Response page(int status, PolicyPlace place, Editor editor, Optional<DryRun> dryRun, Message message) {
        List<String> agents = places.server(place).map(ServerSummary::agents).orElse(List.of());
        return Desk.page(
                status,
                new AdminTemplates.PolicyPage(
                        desk.shell("Policy of " + place, "servers"),
                        PlaceView.of(place, agents),
                        editor,
                        dryRun.orElseGet(() -> new DryRun("", "{}", tools(place), Optional.empty())),
                        policies.history(place, MOST_VERSIONS).stream()
                                .map(version -> VersionRow.of(version, desk.now()))
                                .toList(),
                        message));
    }

    private List<String> tools(PolicyPlace place) {
        return servers.names(place.server());
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response save(
            @PathParam("name") String name, @RestQuery Optional<String> agent, MultivaluedMap<String, String> fields) {
        Form form = new Form(fields);
        PolicyPlace place = find(name, agent);
        // Browsers end lines with CR LF in forms; the version is that of what was typed
        PolicyText text = new PolicyText(
                form.get("text").replace("\r\n", "\n"), form.get("yaml").equals("true"));
        List<PolicyProblem> problems = drafts.lint(place.server(), text);
        Editor editor = editor(place, text, problems);
        if (!desk.honest(form)) {
            return page(403, place, editor, Optional.empty(), Message.bad(STALE_FORM));
        }
        if (form.get("action").equals("check")) {
            String said = problems.isEmpty() ? "No problem was found. Nothing is saved yet." : "Checked, not saved.";
            return page(200, place, editor, Optional.empty(), new Message(said, false));
        }
        Saved saved = policies.save(
                place,
                text,
                form.get("version"),
                new PolicyAuthor(
                        desk.caller().person().name().value(),
                        "web",
                        desk.caller().auth()));
        if (saved instanceof Saved.Done) {
            PlaceView view = PlaceView.of(place, List.of());
            return Response.seeOther(URI.create(view.href() + "/policy" + view.query()))
                    .build();
        }
        return page(status(saved), place, editor, Optional.empty(), Message.bad(refusal(saved)));
    }

    private static int status(Saved saved) {
        if (saved instanceof Saved.Refused) {
            return 422;
        }
        return saved instanceof Saved.NamedByFile ? 409 : 412;
    }

    private static String refusal(Saved saved) {
        if (saved instanceof Saved.Refused) {
            return "The policy cannot be used; the old one stays in force. What is wrong stands below.";
        }
        return saved instanceof Saved.NamedByFile
                ? "A file of the configuration names this policy: change the file."
                : "Somebody changed the policy meanwhile. Open this page again, then change that one.";
    }

    @POST
    @Path("dry-run")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response dryRun(
            @PathParam("name") String name, @RestQuery Optional<String> agent, MultivaluedMap<String, String> fields) {
        Form form = new Form(fields);
        PolicyPlace place = find(name, agent);
        Editor editor = editor(place, places.state(place).text().orElse(new PolicyText("", false)), List.of());
        if (!desk.honest(form)) {
            return page(403, place, editor, Optional.empty(), Message.bad(STALE_FORM));
        }
        String tool = form.get("tool");
        String arguments = form.get("arguments");
        Optional<Why> why = tool.isEmpty()
                ? Optional.empty()
                : Why.of(servers.explain(
                                place,
                                new ToolName(tool),
                                arguments.isBlank() ? RawArguments.absent() : RawArguments.of(arguments))
                        .toJson());
        DryRun result = new DryRun(tool, arguments, tools(place), why);
        return page(
                tool.isEmpty() ? 422 : 200,
                place,
                editor,
                Optional.of(result),
                tool.isEmpty() ? Message.bad("Name a tool to try.") : Message.NONE);
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
                        ShownText.of(diff),
                        ShownText.of(text.text())));
    }
}
