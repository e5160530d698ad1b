package dev.countersign.inbox;

import dev.countersign.inbox.view.CallView;
import dev.countersign.inbox.view.Decide;
import dev.countersign.inbox.view.Lane;
import dev.countersign.inbox.view.Message;
import dev.countersign.inbox.view.Row;
import dev.countersign.inbox.view.Shell;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import java.util.Map;

/** The templates and what each of them is given; a wrong expression in one fails the build. */
final class Pages {

    private static final String FOLDER = "inbox";
    private static final String NAMES = CheckedTemplate.HYPHENATED_ELEMENT_NAME;

    private Pages() {}

    /** {@code login-page.html}. */
    @CheckedTemplate(basePath = FOLDER, defaultName = NAMES)
    record LoginPage(String token, String next, String name, String error) implements TemplateInstance {}

    /** {@code list-page.html}: the inbox. */
    @CheckedTemplate(basePath = FOLDER, defaultName = NAMES)
    record ListPage(Shell shell, List<Lane> lanes) implements TemplateInstance {}

    /** {@code call-page.html}. */
    @CheckedTemplate(basePath = FOLDER, defaultName = NAMES)
    record CallPage(Shell shell, CallView call, Decide decide, Message message) implements TemplateInstance {}

    /** {@code history-page.html}. */
    @CheckedTemplate(basePath = FOLDER, defaultName = NAMES)
    record HistoryPage(
            Shell shell, Map<String, String> query, List<String> states, List<Row> rows, String next, Message message)
            implements TemplateInstance {}
}
