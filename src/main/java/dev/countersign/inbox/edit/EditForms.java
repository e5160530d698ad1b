package dev.countersign.inbox.edit;

import dev.countersign.approval.ApprovalView;
import dev.countersign.inbox.CallPages;
import dev.countersign.inbox.Desk;
import dev.countersign.inbox.text.Arguments;
import dev.countersign.inbox.text.Difference;
import dev.countersign.inbox.text.ShownText;
import dev.countersign.inbox.text.Warning;
import dev.countersign.inbox.view.CallView;
import dev.countersign.inbox.view.Decide;
import dev.countersign.inbox.view.Message;
import dev.countersign.inbox.view.Shell;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.RequestScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The two pages of an edit: writing it, and looking at what it changes before it is approved. */
@RequestScoped
public class EditForms {

    private static final String FOLDER = "inbox";
    private static final String NAMES = CheckedTemplate.HYPHENATED_ELEMENT_NAME;

    private final CallPages calls;
    private final Desk desk;

    EditForms(CallPages calls, Desk desk) {
        this.calls = calls;
        this.desk = desk;
    }

    /** {@code edit-page.html}. */
    @CheckedTemplate(basePath = FOLDER, defaultName = NAMES)
    record EditPage(Shell shell, CallView call, String text, Message message) implements TemplateInstance {}

    /** {@code edit-review-page.html}. */
    @CheckedTemplate(basePath = FOLDER, defaultName = NAMES)
    record EditReviewPage(
            Shell shell,
            CallView call,
            Decide decide,
            List<Difference> differences,
            List<Warning> warnings,
            String text,
            ShownText exact,
            int bytes,
            Message message)
            implements TemplateInstance {}

    /** The text area. */
    public TemplateInstance writing(ApprovalView call, String text, Message message) {
        return new EditPage(desk.shell("Edit the arguments", "inbox"), calls.view(call), text, message);
    }

    /** The differences, and the form that approves them. */
    public TemplateInstance review(ApprovalView call, String text, String comment, Message message) {
        return new EditReviewPage(
                desk.shell("Changes to approve", "inbox"),
                calls.view(call),
                calls.decide(call, comment),
                Difference.between(call.argumentsText(), text),
                Arguments.of(text).warnings(),
                text,
                ShownText.exact(text),
                text.getBytes(StandardCharsets.UTF_8).length,
                message);
    }

    /**
     * What a form carried as it was meant: browsers end lines with CR LF, which JSON takes as white space; the agent's own line ends
     * are kept.
     */
    public static String text(String sent, ApprovalView call) {
        String lines = sent.replace("\r\n", "\n");
        return call.argumentsText().contains("\r\n") ? lines.replace("\n", "\r\n") : lines;
    }
}
