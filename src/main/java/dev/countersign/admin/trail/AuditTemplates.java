package dev.countersign.admin.trail;

import dev.countersign.admin.trail.AuditViews.EntryRow;
import dev.countersign.admin.trail.AuditViews.Filter;
import dev.countersign.admin.trail.AuditViews.HeadView;
import dev.countersign.inbox.view.Message;
import dev.countersign.inbox.view.Shell;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** The templates and what each of them is given; a wrong expression in one fails the build. */
final class AuditTemplates {

    private AuditTemplates() {}

    /** {@code audit-page.html}. */
    @CheckedTemplate(basePath = "audit", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record AuditPage(
            Shell shell,
            HeadView head,
            Filter filter,
            List<String> kinds,
            List<EntryRow> entries,
            String next,
            Message message)
            implements TemplateInstance {}
}
