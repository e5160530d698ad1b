package dev.countersign.directory.page;

import dev.countersign.call.PersonName;
import dev.countersign.directory.Directory;
import dev.countersign.directory.DirectoryException;
import dev.countersign.directory.Holder;
import dev.countersign.directory.PersonEntry;
import dev.countersign.directory.PersonFacts;
import dev.countersign.directory.page.DirectoryViews.Facts;
import dev.countersign.directory.page.DirectoryViews.PersonRow;
import dev.countersign.directory.page.DirectoryViews.PersonView;
import dev.countersign.directory.page.DirectoryViews.Secret;
import dev.countersign.identity.Role;
import dev.countersign.inbox.Desk;
import dev.countersign.inbox.Form;
import dev.countersign.inbox.view.Message;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** People: what they may do, and how they get in. */
@Path("/people")
@RolesAllowed("admin")
class PeoplePages {

    private final Directory directory;
    private final DirectoryForm forms;
    private final Desk desk;

    PeoplePages(Directory directory, DirectoryForm forms, Desk desk) {
        this.directory = directory;
        this.forms = forms;
        this.desk = desk;
    }

    @GET
    @Operation(hidden = true)
    public Response list() {
        return list(200, "", Facts.of(Set.of(), "", "", false), Message.NONE);
    }

    private Response list(int status, String name, Facts facts, Message message) {
        return Desk.page(
                status,
                new DirectoryTemplates.PeoplePage(
                        desk.shell("People", "people"),
                        directory.people().stream()
                                .map(person -> PersonRow.of(person, desk.now()))
                                .toList(),
                        name,
                        facts,
                        message));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response add(MultivaluedMap<String, String> fields) {
        Form form = new Form(fields);
        String name = form.get("name").strip();
        PersonFacts facts = facts(form);
        Facts typed = Facts.of(facts.roles(), form.get("groups"), facts.email(), facts.disabled());
        if (!desk.honest(form)) {
            return list(403, name, typed, Message.bad(DirectoryForm.STALE));
        }
        try {
            directory.addPerson(name, facts, forms.actor());
            return Response.seeOther(URI.create("/people/" + DirectoryViews.encoded(name)))
                    .build();
        } catch (DirectoryException e) {
            return list(e.status(), name, typed, Message.bad(e.reason()));
        }
    }

    private static PersonFacts facts(Form form) {
        return new PersonFacts(
                Arrays.stream(Role.values())
                        .filter(role -> form.has("role-" + role.word()))
                        .collect(Collectors.toSet()),
                Arrays.stream(form.get("groups").split(",", -1))
                        .map(String::strip)
                        .filter(group -> !group.isEmpty())
                        .collect(Collectors.toSet()),
                form.get("email").strip(),
                form.has("disabled"));
    }

    @GET
    @Path("{name}")
    @Operation(hidden = true)
    public Response person(@PathParam("name") String name) {
        return page(200, name, Secret.NONE, Message.NONE);
    }

    private PersonEntry find(String name) {
        return directory.people().stream()
                .filter(person -> person.name().value().equals(name))
                .findFirst()
                .orElseThrow(NotFoundException::new);
    }

    private Response page(int status, String name, Secret secret, Message message) {
        PersonEntry person = find(name);
        PersonView view = PersonView.of(person);
        return Desk.page(
                status,
                new DirectoryTemplates.PersonPage(
                        desk.shell(name, "people"),
                        view,
                        forms.tokens(person.tokens(), view.href(), !person.fromFile()),
                        secret,
                        message));
    }

    @POST
    @Path("{name}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response change(@PathParam("name") String name, MultivaluedMap<String, String> fields) {
        Form form = new Form(fields);
        PersonName person = find(name).name();
        if (!desk.honest(form)) {
            return page(403, name, Secret.NONE, Message.bad(DirectoryForm.STALE));
        }
        try {
            if (form.has("issue")) {
                return page(200, name, forms.issue(Holder.person(name), form), Message.NONE);
            }
            if (form.has("password")) {
                String password = directory.password(person, forms.actor());
                return page(200, name, new Secret("Password of " + name, password), Message.NONE);
            }
            apply(person, form);
            return Response.seeOther(URI.create("/people/" + DirectoryViews.encoded(name)))
                    .build();
        } catch (DirectoryException e) {
            return page(e.status(), name, Secret.NONE, Message.bad(e.reason()));
        }
    }

    private void apply(PersonName person, Form form) throws DirectoryException {
        if (form.has("end")) {
            forms.end(Holder.person(person.value()), form);
        } else if (form.has("sessions")) {
            directory.endSessions(person, forms.actor());
        } else {
            directory.changePerson(person, facts(form), forms.actor());
        }
    }
}
