package dev.countersign.admin.api;

import dev.countersign.admin.Places;
import dev.countersign.admin.api.Bodies.BadBodyException;
import dev.countersign.policy.NoPolicy;
import dev.countersign.policy.desk.PolicyAuthor;
import dev.countersign.policy.desk.PolicyDesk;
import dev.countersign.policy.desk.PolicyPlace;
import dev.countersign.policy.desk.PolicyState;
import dev.countersign.policy.desk.PolicyText;
import dev.countersign.policy.desk.PolicyVersion;
import dev.countersign.policy.desk.Saved;
import dev.countersign.web.auth.Caller;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The policy of a server, or of one grant on it: what is in force, its versions, another in its place. */
@Path("/api/v1/servers/{name}/policy")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("admin")
@Tag(name = "policies")
public class PolicyApi {

    private static final int MOST_VERSIONS = 100;

    private final Places places;
    private final PolicyDesk desk;
    private final SecurityIdentity identity;

    PolicyApi(Places places, PolicyDesk desk, SecurityIdentity identity) {
        this.places = places;
        this.desk = desk;
        this.identity = identity;
    }

    /**
     * What is in force.
     *
     * @param source {@code file}, {@code api} or {@code none}
     * @param error what is wrong with a newer text that was refused
     */
    public record PolicyJson(
            String version,
            String source,
            @Nullable String text,
            @Nullable String loadedAt,
            @Nullable Wrong error) {

        /** Where and what. */
        public record Wrong(int line, int column, String pointer, String message) {}

        static PolicyJson of(PolicyState state) {
            return new PolicyJson(
                    state.version(),
                    state.source().word(),
                    state.text().map(PolicyText::text).orElse(null),
                    state.loadedAt().map(Object::toString).orElse(null),
                    state.error()
                            .map(e -> new Wrong(e.line(), e.column(), e.pointer(), e.message()))
                            .orElse(null));
        }
    }

    /** The versions of a place, newest first. */
    public record VersionList(List<VersionJson> items) {}

    /** One of them; the author of a file is empty. */
    public record VersionJson(long id, String version, String source, String author, String note, String at) {
        static VersionJson of(PolicyVersion version) {
            return new VersionJson(
                    version.id(),
                    version.version(),
                    version.source().word(),
                    version.author(),
                    version.note(),
                    version.at().toString());
        }
    }

    /** The text of a version, and what it changed against the one before. */
    public record VersionText(long id, String text, String diff) {}

    @GET
    @Operation(summary = "The policy in force", description = "agent: that of the agent's grant")
    public Response get(@PathParam("name") String name, @RestQuery Optional<String> agent) {
        return places.find(name, agent)
                .map(place -> answer(places.state(place)))
                .orElseGet(Answers::noSuchPlace);
    }

    private static Response answer(PolicyState state) {
        return Response.ok(PolicyJson.of(state))
                .header("ETag", '"' + state.version() + '"')
                .build();
    }

    @PUT
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Put another policy into force",
            description =
                    "The body is its text; a Content-Type that ends in yaml says YAML, every other JSON. If-Match names the version"
                            + " that it replaces, \"none\" where there is none: 412 when it is another by now. 409 when a file"
                            + " names the policy; 400 with errors when it cannot be used.")
    public Response put(
            @PathParam("name") String name,
            @RestQuery Optional<String> agent,
            @RestQuery Optional<String> note,
            @Nullable @HeaderParam("If-Match") String expected,
            @Context HttpHeaders headers,
            byte[] body) {
        Optional<PolicyPlace> place = places.find(name, agent);
        if (place.isEmpty()) {
            return Answers.noSuchPlace();
        }
        if (expected == null || expected.isBlank()) {
            return Answers.problem(
                    400,
                    "If-Match is required: the version that you have seen, \"" + NoPolicy.VERSION
                            + "\" where there is none.");
        }
        try {
            PolicyText text = Bodies.policy(body, headers.getMediaType());
            return saved(desk.save(place.get(), text, expected.strip().replace("\"", ""), author(note.orElse(""))));
        } catch (BadBodyException bad) {
            return Answers.problem(400, String.valueOf(bad.getMessage()));
        }
    }

    private PolicyAuthor author(String note) {
        return new PolicyAuthor(
                identity.getPrincipal().getName(), "rest", Caller.of(identity).auth(), note);
    }

    private static Response saved(Saved saved) {
        if (saved instanceof Saved.Done done) {
            return answer(done.state());
        }
        if (saved instanceof Saved.NamedByFile) {
            return Answers.problem(409, "A file of the configuration names this policy: change the file.");
        }
        if (saved instanceof Saved.Changed changed) {
            return Answers.problem(
                    412, "The policy is " + changed.version() + " by now: look at it, then change that one.");
        }
        return saved instanceof Saved.Refused refused ? Answers.refused(refused.problems()) : Answers.noSuchPlace();
    }

    @GET
    @Path("/versions")
    @Operation(summary = "The last 100 versions, newest first")
    public Response versions(@PathParam("name") String name, @RestQuery Optional<String> agent) {
        return places.find(name, agent)
                .map(place -> Response.ok(new VersionList(desk.history(place, MOST_VERSIONS).stream()
                                .map(VersionJson::of)
                                .toList()))
                        .build())
                .orElseGet(Answers::noSuchPlace);
    }

    @GET
    @Path("/versions/{id}")
    @Operation(summary = "The text of a version, and what it changed")
    public Response version(
            @PathParam("name") String name, @PathParam("id") String id, @RestQuery Optional<String> agent) {
        Optional<Long> number = id.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(id)) : Optional.empty();
        return places.find(name, agent)
                .flatMap(place -> number.flatMap(n -> desk.text(place, n)
                        .map(text -> new VersionText(
                                n, text.text(), desk.diff(place, n).orElse("")))))
                .map(text -> Response.ok(text).build())
                .orElseGet(() -> Answers.problem(404, "There is no such server, grant or version."));
    }
}
