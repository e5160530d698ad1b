package dev.countersign.directory.api;

import static dev.countersign.directory.api.DirectoryAnswers.actor;
import static dev.countersign.directory.api.DirectoryAnswers.answer;

import dev.countersign.call.IdSource;
import dev.countersign.call.PersonName;
import dev.countersign.directory.Directory;
import dev.countersign.directory.DirectoryException;
import dev.countersign.directory.Holder;
import dev.countersign.directory.PersonEntry;
import dev.countersign.directory.PersonFacts;
import dev.countersign.directory.api.DirectoryAnswers.IssuedJson;
import dev.countersign.directory.api.DirectoryAnswers.TokenBody;
import dev.countersign.directory.api.DirectoryAnswers.TokenJson;
import dev.countersign.identity.Role;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** People: what they may do, how they prove who they are. */
@Path("/api/v1/people")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("admin")
@Tag(name = "people")
public class PeopleApi {

    private final Directory directory;
    private final IdSource ids;
    private final SecurityIdentity identity;

    PeopleApi(Directory directory, IdSource ids, SecurityIdentity identity) {
        this.directory = directory;
        this.ids = ids;
        this.identity = identity;
    }

    /** All of them, by name. */
    public record PersonList(List<PersonJson> items) {}

    /**
     * A person.
     *
     * @param source {@code file}, then they are read-only here, or {@code api}
     */
    public record PersonJson(
            String name,
            List<String> roles,
            List<String> groups,
            String email,
            String source,
            Access access,
            List<TokenJson> tokens) {

        /**
         * How they get in.
         *
         * @param password whether they can log in on pages
         * @param sessions how many browsers they are logged in with
         */
        public record Access(
                boolean disabled,
                boolean password,
                int sessions,
                @Nullable String lastSeen) {}

        static PersonJson of(PersonEntry person) {
            return new PersonJson(
                    person.name().value(),
                    person.facts().roles().stream().map(Role::word).sorted().toList(),
                    person.facts().groups().stream().sorted().toList(),
                    person.facts().email(),
                    person.fromFile() ? "file" : "api",
                    new Access(
                            person.facts().disabled(),
                            person.password(),
                            person.sessions(),
                            person.lastSeen().map(Object::toString).orElse(null)),
                    person.tokens().stream().map(TokenJson::of).toList());
        }
    }

    /** A new person, or what is to be changed about one. */
    public record PersonBody(
            @Nullable String name,
            @Nullable List<String> roles,
            @Nullable List<String> groups,
            @Nullable String email,
            @Nullable Boolean disabled) {

        PersonFacts facts(PersonFacts now) throws DirectoryException {
            return new PersonFacts(
                    roles == null ? now.roles() : roles(roles),
                    groups == null ? now.groups() : Set.copyOf(new HashSet<>(groups)),
                    email == null ? now.email() : email,
                    disabled == null ? now.disabled() : disabled);
        }

        private static Set<Role> roles(List<String> words) throws DirectoryException {
            Set<Role> roles = new HashSet<>();
            for (String word : words) {
                roles.add(Arrays.stream(Role.values())
                        .filter(role -> role.word().equals(word))
                        .findFirst()
                        .orElseThrow(() -> DirectoryException.invalid("A role is approver, admin or auditor.")));
            }
            return roles;
        }
    }

    /** A new password; it is told this once. */
    public record PasswordJson(String password) {
        @Override
        public String toString() {
            return "PasswordJson";
        }
    }

    @GET
    @Operation(summary = "All people", description = "Tokens that the file names are not listed.")
    public PersonList list() {
        return new PersonList(directory.people().stream().map(PersonJson::of).toList());
    }

    @GET
    @Path("/{name}")
    @Operation(summary = "One person")
    public Response get(@PathParam("name") String name) {
        return answer(() -> Response.ok(PersonJson.of(find(name))).build());
    }

    private PersonEntry find(String name) throws DirectoryException {
        return directory.people().stream()
                .filter(person -> person.name().value().equals(name))
                .findFirst()
                .orElseThrow(() -> DirectoryException.unknown("There is no person of this name."));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "A new person", description = "{name, roles?, groups?, email?}; no token and no password yet.")
    public Response add(@Nullable PersonBody body) {
        return answer(() -> {
            if (body == null || body.name() == null) {
                throw DirectoryException.invalid("name is required.");
            }
            directory.addPerson(
                    body.name(), body.facts(new PersonFacts(Set.of(), Set.of(), "", false)), actor(identity));
            return Response.status(201).entity(PersonJson.of(find(body.name()))).build();
        });
    }

    @PATCH
    @Path("/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Other roles, groups, mail address, or the switch",
            description = "{roles?, groups?, email?, disabled?}; ends the person's web sessions.")
    public Response change(@PathParam("name") String name, @Nullable PersonBody body) {
        return answer(() -> {
            PersonEntry now = find(name);
            if (body == null || body.name() != null) {
                throw DirectoryException.invalid("roles, groups, email and disabled can be changed.");
            }
            directory.changePerson(now.name(), body.facts(now.facts()), actor(identity));
            return get(name);
        });
    }

    @POST
    @Path("/{name}/password")
    @Operation(summary = "A new password at random, told this once", description = "Ends the person's web sessions.")
    public Response password(@PathParam("name") String name) {
        return answer(() -> Response.ok(new PasswordJson(directory.password(new PersonName(name), actor(identity))))
                .header("Cache-Control", "no-store")
                .build());
    }

    @DELETE
    @Path("/{name}/sessions")
    @Operation(summary = "End all web sessions of a person")
    public Response sessions(@PathParam("name") String name) {
        return answer(() -> {
            directory.endSessions(new PersonName(name), actor(identity));
            return Response.noContent().build();
        });
    }

    @POST
    @Path("/{name}/tokens")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "A new REST token, told this once", description = "As for agents.")
    public Response issue(@PathParam("name") String name, @Nullable TokenBody body) {
        return answer(() -> {
            TokenBody wanted = body == null ? new TokenBody(null, null) : body;
            return Response.status(201)
                    .header("Cache-Control", "no-store")
                    .entity(IssuedJson.of(directory.issue(
                            Holder.person(name), wanted.text(), wanted.time(), ids.uuid(), actor(identity))))
                    .build();
        });
    }

    @DELETE
    @Path("/{name}/tokens/{id}")
    @Operation(summary = "End a token at once")
    public Response end(@PathParam("name") String name, @PathParam("id") String id) {
        return answer(() -> {
            directory.end(Holder.person(name), DirectoryAnswers.token(id), actor(identity));
            return Response.noContent().build();
        });
    }
}
