package dev.countersign.inbox;

import dev.countersign.inbox.view.CallView;
import dev.countersign.inbox.view.Decide;
import dev.countersign.inbox.view.Earlier;
import dev.countersign.inbox.view.Lane;
import dev.countersign.inbox.view.Message;
import dev.countersign.inbox.view.Shell;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** The templates and what each of them is given; a wrong expression in one fails the build. */
public final class Pages {

    private static final String FOLDER = "inbox";
    private static final String NAMES = CheckedTemplate.HYPHENATED_ELEMENT_NAME;

    private Pages() {}

    /** {@code login-page.html}. */
    @CheckedTemplate(basePath = FOLDER, defaultName = NAMES)
    record LoginPage(String token, String next, String name, String error) implements TemplateInstance {}

    /** {@code list-page.html}: the inbox; {@code first}: nothing was ever held here. */
    @CheckedTemplate(basePath = FOLDER, defaultName = NAMES)
    record ListPage(
            Shell shell,
            List<Lane> lanes,
            ListAddress address,
            List<String> risks,
            boolean first,
            String server,
            String snippet,
            Message message)
            implements TemplateInstance {}

    /** {@code call-page.html}. */
    @CheckedTemplate(basePath = FOLDER, defaultName = NAMES)
    public record CallPage(Shell shell, CallView call, Decide decide, Earlier earlier, Message message)
            implements TemplateInstance {}
}
