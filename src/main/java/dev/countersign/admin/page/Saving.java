package dev.countersign.admin.page;

import dev.countersign.admin.Drafts;
import dev.countersign.admin.Places;
import dev.countersign.admin.ServerDesk;
import dev.countersign.admin.page.AdminViews.ChangeRow;
import dev.countersign.admin.page.AdminViews.DryRun;
import dev.countersign.admin.page.AdminViews.PlaceView;
import dev.countersign.admin.page.AdminViews.Review;
import dev.countersign.admin.page.EditorPage.Draft;
import dev.countersign.inbox.Desk;
import dev.countersign.inbox.text.ShownText;
import dev.countersign.inbox.view.Message;
import dev.countersign.json.LineDiff;
import dev.countersign.policy.Policy;
import dev.countersign.policy.PolicyErrorsException;
import dev.countersign.policy.desk.PolicyAuthor;
import dev.countersign.policy.desk.PolicyDesk;
import dev.countersign.policy.desk.PolicyText;
import dev.countersign.policy.desk.Saved;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Comparator;
import java.util.List;

/** From the editor into force: what would change is shown first, and nothing of somebody else is overwritten unseen. */
@ApplicationScoped
class Saving {

    private static final String UNUSABLE =
            "The policy cannot be used; the old one stays in force. What is wrong stands below.";

    private final Places places;
    private final ServerDesk servers;
    private final Drafts drafts;
    private final EditorPage editor;
    private final PolicyDesk policies;
    private final Desk desk;

    Saving(Places places, ServerDesk servers, Drafts drafts, EditorPage editor, PolicyDesk policies, Desk desk) {
        this.places = places;
        this.servers = servers;
        this.drafts = drafts;
        this.editor = editor;
        this.policies = policies;
        this.desk = desk;
    }

    /** What saving the text would change. */
    Response review(Draft draft, String note, Message message) {
        try {
            return review(200, draft, drafts.compiled(draft.text()), note, message);
        } catch (PolicyErrorsException unusable) {
            return editor.page(422, draft, DryRun.NONE, Message.bad(UNUSABLE));
        }
    }

    private Response review(int status, Draft draft, Policy policy, String note, Message message) {
        String now = places.state(draft.place()).text().map(PolicyText::text).orElse("");
        List<ChangeRow> changes = servers.changes(draft.place(), policy).stream()
                .map(change -> new ChangeRow(
                        ShownText.of(change.tool()),
                        change.was().word(),
                        change.now().word(),
                        change.weaker()))
                .sorted(Comparator.comparing(ChangeRow::weaker).reversed())
                .toList();
        return Desk.page(
                status,
                new AdminTemplates.ReviewPage(
                        desk.shell("Policy of " + draft.place(), "servers"),
                        PlaceView.of(draft.place(), List.of()),
                        draft.text().text(),
                        draft.version(),
                        draft.text().yaml(),
                        new Review(
                                ShownText.exact(
                                        LineDiff.unified(now, draft.text().text())),
                                changes,
                                note),
                        message));
    }

    /** Puts the text into force. */
    Response save(Draft draft, String note) {
        PolicyAuthor author = new PolicyAuthor(
                desk.caller().person().name().value(), "web", desk.caller().auth(), note.strip());
        Saved saved = policies.save(draft.place(), draft.text(), draft.version(), author);
        if (saved instanceof Saved.Done) {
            PlaceView view = PlaceView.of(draft.place(), List.of());
            return Response.seeOther(URI.create(view.href() + "/policy" + view.query()))
                    .build();
        }
        if (saved instanceof Saved.Changed changed) {
            return overtaken(draft.seen(changed.version()), note);
        }
        return saved instanceof Saved.Refused
                ? editor.page(422, draft, DryRun.NONE, Message.bad(UNUSABLE))
                : editor.page(
                        409,
                        draft,
                        DryRun.NONE,
                        Message.bad("A file of the configuration names this policy: change the file."));
    }

    /** Somebody was faster: what they made is what the difference is now taken to, and nothing typed is lost. */
    private Response overtaken(Draft draft, String note) {
        Message message =
                Message.bad("Somebody saved another policy meanwhile. Nothing of yours was saved. The difference"
                        + " is now the one between theirs and yours.");
        try {
            return review(412, draft, drafts.compiled(draft.text()), note, message);
        } catch (PolicyErrorsException unusable) {
            return editor.page(422, draft, DryRun.NONE, Message.bad(UNUSABLE));
        }
    }
}
