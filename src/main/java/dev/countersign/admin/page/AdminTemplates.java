package dev.countersign.admin.page;

import dev.countersign.admin.page.AdminViews.DryRun;
import dev.countersign.admin.page.AdminViews.Editor;
import dev.countersign.admin.page.AdminViews.GoneRow;
import dev.countersign.admin.page.AdminViews.ListView;
import dev.countersign.admin.page.AdminViews.PlaceView;
import dev.countersign.admin.page.AdminViews.Review;
import dev.countersign.admin.page.AdminViews.ServerRow;
import dev.countersign.admin.page.AdminViews.ToolRow;
import dev.countersign.admin.page.AdminViews.VersionRow;
import dev.countersign.admin.page.BuilderViews.BuilderRows;
import dev.countersign.admin.page.BuilderViews.RulesView;
import dev.countersign.inbox.text.ShownText;
import dev.countersign.inbox.view.Message;
import dev.countersign.inbox.view.Shell;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** The templates and what each of them is given; a wrong expression in one fails the build. */
final class AdminTemplates {

    private static final String FOLDER = "admin";
    private static final String NAMES = CheckedTemplate.HYPHENATED_ELEMENT_NAME;

    private AdminTemplates() {}

    /** {@code servers-page.html}. */
    @CheckedTemplate(basePath = FOLDER, defaultName = NAMES)
    record ServersPage(Shell shell, List<ServerRow> servers) implements TemplateInstance {}

    /** {@code server-page.html}: the tools. */
    @CheckedTemplate(basePath = FOLDER, defaultName = NAMES)
    record ServerPage(
            Shell shell, PlaceView place, ListView listing, List<ToolRow> tools, List<GoneRow> gone, Message message)
            implements TemplateInstance {}

    /** {@code policy-page.html}: editor, dry run, versions. */
    @CheckedTemplate(basePath = FOLDER, defaultName = NAMES)
    record PolicyPage(
            Shell shell,
            PlaceView place,
            Editor editor,
            BuilderRows builder,
            DryRun dryRun,
            List<String> tools,
            List<VersionRow> versions,
            Message message)
            implements TemplateInstance {}

    /** {@code review-page.html}: what saving a text would change. */
    @CheckedTemplate(basePath = FOLDER, defaultName = NAMES)
    record ReviewPage(
            Shell shell, PlaceView place, String text, String version, boolean yaml, Review review, Message message)
            implements TemplateInstance {}

    /** {@code rules-page.html}: the rules of one tool. */
    @CheckedTemplate(basePath = FOLDER, defaultName = NAMES)
    record RulesPage(Shell shell, PlaceView place, String text, String version, RulesView rules)
            implements TemplateInstance {}

    /** {@code version-page.html}: what one version changed. */
    @CheckedTemplate(basePath = FOLDER, defaultName = NAMES)
    record VersionPage(Shell shell, PlaceView place, String id, ShownText diff, ShownText text)
            implements TemplateInstance {}
}
