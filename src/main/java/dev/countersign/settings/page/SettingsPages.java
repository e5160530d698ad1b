package dev.countersign.settings.page;

import dev.countersign.audit.Actor;
import dev.countersign.identity.Person;
import dev.countersign.identity.Role;
import dev.countersign.identity.Sessions;
import dev.countersign.inbox.Desk;
import dev.countersign.inbox.Form;
import dev.countersign.inbox.view.Message;
import dev.countersign.inbox.view.Shell;
import dev.countersign.settings.EffectiveSettings;
import dev.countersign.settings.Setting;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** One's own settings; for admins also what the service is configured with. */
@Path("/settings")
@Authenticated
class SettingsPages {

    private final EffectiveSettings settings;
    private final Sessions sessions;
    private final Desk desk;

    SettingsPages(EffectiveSettings settings, Sessions sessions, Desk desk) {
        this.settings = settings;
        this.sessions = sessions;
        this.desk = desk;
    }

    /** Who one is here. */
    record Me(String roles, String groups, int sessions) {}

    /** {@code settings-page.html}; without settings for who is no admin. */
    @CheckedTemplate(basePath = "settings", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record SettingsPage(Shell shell, Me me, List<Setting> settings, Message message) implements TemplateInstance {}

    @GET
    @Operation(hidden = true)
    public Response settings() {
        return page(200, Message.NONE);
    }

    private Response page(int status, Message message) {
        Person person = desk.caller().person();
        Shell shell = desk.shell("Settings", "settings");
        int open = Optional.ofNullable(sessions.open().get(person.name()))
                .map(Sessions.Open::sessions)
                .orElse(0);
        return Desk.page(
                status,
                new SettingsPage(
                        shell,
                        new Me(
                                person.roles().stream().map(Role::word).sorted().collect(Collectors.joining(", ")),
                                person.groups().stream().sorted().collect(Collectors.joining(", ")),
                                open),
                        shell.admin() ? settings.all() : List.of(),
                        message));
    }

    @POST
    @Path("sessions")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response end(MultivaluedMap<String, String> fields) {
        if (!desk.honest(new Form(fields))) {
            return page(403, Message.bad("This form is out of date or not ours. Nothing was done."));
        }
        Person me = desk.caller().person();
        sessions.endAll(
                me.name(), Actor.person(me.name().value(), "web", desk.caller().auth()));
        return Response.seeOther(URI.create("/login")).build();
    }
}
