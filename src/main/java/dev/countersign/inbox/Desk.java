package dev.countersign.inbox;

import dev.countersign.approval.list.Reader;
import dev.countersign.call.IdSource;
import dev.countersign.identity.Person;
import dev.countersign.identity.Role;
import dev.countersign.inbox.view.Shell;
import dev.countersign.web.FormToken;
import dev.countersign.web.auth.Caller;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What every page of a logged-in person needs: who it is, the time, the frame around the content. */
@RequestScoped
public class Desk {

    private final SecurityIdentity identity;
    private final FormToken tokens;
    private final InstantSource clock;
    private final IdSource ids;
    private final Duration idle;

    Desk(
            SecurityIdentity identity,
            FormToken tokens,
            InstantSource clock,
            IdSource ids,
            @ConfigProperty(name = "countersign.session.idle", defaultValue = "PT30M") Duration idle) {
        this.identity = identity;
        this.tokens = tokens;
        this.clock = clock;
        this.ids = ids;
        this.idle = idle;
    }

    /** Who asks. */
    public Caller caller() {
        return Caller.of(identity);
    }

    /** For whom calls are sorted. */
    public Reader reader() {
        Person person = caller().person();
        return new Reader(person.name(), person.has(Role.APPROVER), person.groups());
    }

    /** The time of the page. */
    public Instant now() {
        return clock.instant();
    }

    /** A key for a form that counts once however often it is sent. */
    public String formKey() {
        return ids.uuid().toString();
    }

    /** The frame around the content of a page. */
    public Shell shell(String title, String page) {
        return shell(title, page, "");
    }

    /** The frame with the number of calls that need this person in the title. */
    public Shell shell(String title, String page, String waiting) {
        Caller caller = caller();
        String person = caller.person().name().value();
        return new Shell(
                title,
                waiting,
                page,
                person,
                identity.hasRole("auditor") || identity.hasRole("admin"),
                identity.hasRole("admin"),
                tokens.masked(caller.session()),
                idle.toSeconds());
    }

    /** Whether the form was made by a page of this session. */
    public boolean honest(Form form) {
        return tokens.valid(caller().session(), form.get(FormToken.FIELD));
    }

    /** The answer that a page is. */
    public static Response page(int status, io.quarkus.qute.TemplateInstance page) {
        return Response.status(status)
                .type("text/html;charset=UTF-8")
                .entity(page.render())
                .build();
    }
}
