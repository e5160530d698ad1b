package dev.countersign.inbox.components;

import dev.countersign.inbox.Desk;
import dev.countersign.inbox.text.Arguments;
import dev.countersign.inbox.text.Difference;
import dev.countersign.inbox.text.ShownText;
import dev.countersign.inbox.view.Badge;
import dev.countersign.inbox.view.Row;
import dev.countersign.inbox.view.Shell;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** All components of the pages at one address, for whoever changes one of them: look here, in light, in dark and on a phone. */
@Path("/components")
@RolesAllowed({"approver", "admin", "auditor"})
class ComponentPages {

    private final Desk desk;

    ComponentPages(Desk desk) {
        this.desk = desk;
    }

    /** {@code components-page.html}. */
    @CheckedTemplate(basePath = "inbox", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record ComponentsPage(
            Shell shell,
            List<String> tokens,
            List<Badge> badges,
            List<Row> rows,
            Arguments arguments,
            ShownText exact,
            List<Difference> differences)
            implements TemplateInstance {}

    @GET
    @Operation(hidden = true)
    public Response components() {
        return Desk.page(
                200,
                new ComponentsPage(
                        desk.shell("Components", "components"),
                        Samples.TOKENS,
                        Samples.badges(),
                        Samples.rows(),
                        Arguments.of(Samples.HOSTILE),
                        ShownText.exact(Samples.HOSTILE),
                        Difference.between(Samples.HOSTILE, Samples.EDITED)));
    }
}
