package dev.countersign.admin.page;

import dev.countersign.admin.Drafts;
import dev.countersign.admin.Places;
import dev.countersign.admin.ServerDesk;
import dev.countersign.admin.ServerSummary;
import dev.countersign.admin.ToolView;
import dev.countersign.admin.page.AdminViews.DryRun;
import dev.countersign.admin.page.AdminViews.Editor;
import dev.countersign.admin.page.AdminViews.PlaceView;
import dev.countersign.admin.page.AdminViews.VersionRow;
import dev.countersign.admin.page.BuilderViews.BuilderRow;
import dev.countersign.admin.page.BuilderViews.BuilderRows;
import dev.countersign.call.RawArguments;
import dev.countersign.call.ToolName;
import dev.countersign.inbox.Desk;
import dev.countersign.inbox.Form;
import dev.countersign.inbox.view.Message;
import dev.countersign.inbox.view.Why;
import dev.countersign.policy.Policy;
import dev.countersign.policy.PolicyErrorsException;
import dev.countersign.policy.PolicyProblem;
import dev.countersign.policy.build.Outline;
import dev.countersign.policy.desk.PolicyDesk;
import dev.countersign.policy.desk.PolicyPlace;
import dev.countersign.policy.desk.PolicyState;
import dev.countersign.policy.desk.PolicyText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The policy page around a text that need not be in force: with what is wrong with it, and what it would do to a call. */
@ApplicationScoped
class EditorPage {

    private static final int MOST_VERSIONS = 20;

    private final Places places;
    private final ServerDesk servers;
    private final Drafts drafts;
    private final PolicyDesk policies;
    private final Desk desk;

    EditorPage(Places places, ServerDesk servers, Drafts drafts, PolicyDesk policies, Desk desk) {
        this.places = places;
        this.servers = servers;
        this.drafts = drafts;
        this.policies = policies;
        this.desk = desk;
    }

    /**
     * What a person has in the editor.
     *
     * @param version that they have seen in force
     */
    record Draft(PolicyPlace place, PolicyText text, String version) {

        /** What a form sent. Browsers end lines with CR LF in forms; the version is that of what was typed. */
        static Draft of(PolicyPlace place, Form form) {
            PolicyText text = new PolicyText(
                    form.get("text").replace("\r\n", "\n"), form.get("yaml").equals("true"));
            return new Draft(place, text, form.get("version"));
        }

        Draft seen(String newer) {
            return new Draft(place, text, newer);
        }

        Draft with(String changed) {
            return new Draft(place, new PolicyText(changed, text.yaml()), version);
        }
    }

    /** Everything that is wrong or odd about the text. */
    List<PolicyProblem> problems(Draft draft) {
        return drafts.lint(draft.place().server(), draft.text());
    }

    /** The page. */
    Response page(int status, Draft draft, DryRun dryRun, Message message) {
        PolicyPlace place = draft.place();
        PolicyState state = places.state(place);
        Editor editor = new Editor(
                draft.text().text(),
                draft.version(),
                draft.text().yaml(),
                state.source() != PolicyState.Source.FILE,
                Editor.findings(draft.text().text(), problems(draft)));
        return Desk.page(
                status,
                new AdminTemplates.PolicyPage(
                        desk.shell("Policy of " + place, "servers"),
                        PlaceView.of(
                                place,
                                places.server(place).map(ServerSummary::agents).orElse(List.of())),
                        editor,
                        builder(draft),
                        dryRun,
                        servers.names(place.server()),
                        policies.history(place, MOST_VERSIONS).stream()
                                .map(version -> VersionRow.of(version, desk.now()))
                                .toList(),
                        message));
    }

    /** A row for each tool; its verdict is that of the text, where the text can be used. */
    private BuilderRows builder(Draft draft) {
        Optional<Outline> outline = Outline.of(draft.text());
        if (outline.isEmpty()) {
            return new BuilderRows(false, List.of(), "");
        }
        PlaceView view = PlaceView.of(draft.place(), List.of());
        Optional<Policy> policy = compiled(draft);
        List<ToolView> tools =
                policy.map(p -> servers.tools(draft.place(), p)).orElseGet(() -> servers.tools(draft.place())).stream()
                        .filter(tool -> tool.entry().gone().isEmpty())
                        .toList();
        return new BuilderRows(
                true,
                IntStream.range(0, tools.size())
                        .mapToObj(i -> BuilderRow.of(
                                i,
                                tools.get(i),
                                outline.get().choice(tools.get(i).name()),
                                policy.isPresent()))
                        .toList(),
                view.href() + "/policy/builder" + view.query());
    }

    private Optional<Policy> compiled(Draft draft) {
        try {
            return Optional.of(drafts.compiled(draft.text()));
        } catch (PolicyErrorsException unusable) {
            return Optional.empty();
        }
    }

    /** Judges one call by the text in the editor, and shows beside it what the policy in force says when that is another. */
    Response tried(Draft draft, String tool, String arguments) {
        if (tool.isEmpty()) {
            return page(
                    422, draft, new DryRun(tool, arguments, Optional.empty(), ""), Message.bad("Name a tool to try."));
        }
        RawArguments raw = arguments.isBlank() ? RawArguments.absent() : RawArguments.of(arguments);
        ToolName name = new ToolName(tool);
        try {
            Policy policy = drafts.compiled(draft.text());
            Optional<Why> why =
                    Why.of(servers.explain(draft.place(), policy, name, raw).toJson());
            String inForce = policy.version().equals(places.state(draft.place()).version())
                    ? ""
                    : servers.explain(draft.place(), name, raw).verdict().word();
            return page(200, draft, new DryRun(tool, arguments, why, inForce), Message.NONE);
        } catch (PolicyErrorsException unusable) {
            return page(
                    422,
                    draft,
                    new DryRun(tool, arguments, Optional.empty(), ""),
                    Message.bad("The text cannot judge a call yet: what is wrong with it stands below."));
        }
    }
}
