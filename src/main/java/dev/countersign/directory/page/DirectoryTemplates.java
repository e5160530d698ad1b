package dev.countersign.directory.page;

import dev.countersign.directory.page.DirectoryViews.AgentRow;
import dev.countersign.directory.page.DirectoryViews.AgentView;
import dev.countersign.directory.page.DirectoryViews.Facts;
import dev.countersign.directory.page.DirectoryViews.PersonRow;
import dev.countersign.directory.page.DirectoryViews.PersonView;
import dev.countersign.directory.page.DirectoryViews.Secret;
import dev.countersign.directory.page.DirectoryViews.Tokens;
import dev.countersign.inbox.view.Message;
import dev.countersign.inbox.view.Shell;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** The templates and what each of them is given; a wrong expression in one fails the build. */
final class DirectoryTemplates {

    private static final String FOLDER = "directory";
    private static final String NAMES = CheckedTemplate.HYPHENATED_ELEMENT_NAME;

    private DirectoryTemplates() {}

    /** {@code agents-page.html}. */
    @CheckedTemplate(basePath = FOLDER, defaultName = NAMES)
    record AgentsPage(
            Shell shell, List<AgentRow> agents, List<String> people, String name, String owner, Message message)
            implements TemplateInstance {}

    /** {@code agent-page.html}. */
    @CheckedTemplate(basePath = FOLDER, defaultName = NAMES)
    record AgentPage(Shell shell, AgentView agent, List<String> people, Tokens tokens, Secret secret, Message message)
            implements TemplateInstance {}

    /** {@code people-page.html}. */
    @CheckedTemplate(basePath = FOLDER, defaultName = NAMES)
    record PeoplePage(Shell shell, List<PersonRow> people, String name, Facts facts, Message message)
            implements TemplateInstance {}

    /** {@code person-page.html}. */
    @CheckedTemplate(basePath = FOLDER, defaultName = NAMES)
    record PersonPage(Shell shell, PersonView person, Tokens tokens, Secret secret, Message message)
            implements TemplateInstance {}
}
