package dev.countersign.inbox.api;

import dev.countersign.approval.ApprovalView;
import dev.countersign.approval.ApprovalViews;
import dev.countersign.approval.Approvals;
import dev.countersign.approval.Channel;
import dev.countersign.approval.VoteRequest;
import dev.countersign.approval.VoteResult;
import dev.countersign.call.ApprovalId;
import dev.countersign.call.Digest;
import dev.countersign.call.PersonName;
import dev.countersign.web.Problem;
import dev.countersign.web.auth.Caller;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Held calls: see and decide. Every answer is made from the record. */
@Path("/api/v1/approvals")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "approvals")
public class ApprovalsApi {

    private static final int LONGEST_KEY = 255;
    private static final int LONGEST_NOTE = 2_000;

    private final ApprovalViews views;
    private final Approvals approvals;
    private final SecurityIdentity identity;

    ApprovalsApi(ApprovalViews views, Approvals approvals, SecurityIdentity identity) {
        this.views = views;
        this.approvals = approvals;
        this.identity = identity;
    }

    /** One page of a list. */
    public record ApprovalPage(
            List<ApprovalJson> items, @Nullable String nextCursor) {}

    @GET
    @Operation(summary = "Held calls, newest first", description = "state may repeat; none means all")
    public Response list(
            @RestQuery("state") List<String> states,
            @RestQuery Optional<String> server,
            @RestQuery Optional<String> tool,
            @RestQuery Optional<String> agent,
            @RestQuery("q") Optional<String> text,
            @RestQuery Optional<String> limit,
            @RestQuery Optional<String> cursor) {
        ListQuery query = new ListQuery(states, server, tool, agent, text, limit, cursor);
        Optional<String> wrong = query.problem();
        if (wrong.isPresent()) {
            return problem(400, wrong.get());
        }
        if (!sees()) {
            return Response.ok(new ApprovalPage(List.of(), null)).build();
        }
        try {
            ApprovalViews.Page page = views.list(query.read());
            return Response.ok(new ApprovalPage(
                            page.items().stream().map(ApprovalJson::of).toList(),
                            page.nextCursor().orElse(null)))
                    .build();
        } catch (IllegalArgumentException notOurs) {
            return problem(400, "cursor is none that this list gave: leave it out to start again.");
        }
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One held call")
    public Response get(@PathParam("id") String id) {
        return ApprovalId.parse(id)
                .filter(i -> sees())
                .flatMap(views::find)
                .map(view -> Response.ok(ApprovalJson.of(view)).build())
                .orElseGet(ApprovalsApi::notFound);
    }

    @POST
    @Path("/{id}/votes")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Approve or deny",
            description =
                    "The digest is the one that was shown. The same Idempotency-Key with the same body is answered"
                            + " as the first time.")
    public Response vote(
            @PathParam("id") String id, @Nullable @HeaderParam("Idempotency-Key") String key, byte[] body) {
        Optional<ApprovalId> known = ApprovalId.parse(id);
        if (known.isEmpty()) {
            return notFound();
        }
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
            return problem(400, "Idempotency-Key has 1 to 255 characters.");
        }
        try {
            VoteBody vote = VoteBody.read(body);
            return answer(approvals.vote(new VoteRequest(
                    known.get(),
                    me(),
                    vote.decision(),
                    vote.digest(),
                    vote.comment(),
                    vote.arguments(),
                    Channel.REST,
                    auth(),
                    Optional.ofNullable(key),
                    fingerprint(id, body))));
        } catch (VoteBody.BadBodyException bad) {
            return problem(400, String.valueOf(bad.getMessage()));
        }
    }

    /** What a person found out about an unknown call. */
    public record ResolutionBody(
            @Nullable String finding, @Nullable String note) {}

    @POST
    @Path("/{id}/resolution")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Note what was found out about a call whose outcome is unknown; nothing is sent")
    public Response resolve(@PathParam("id") String id, @Nullable ResolutionBody body) {
        if (!identity.hasRole("approver") && !identity.hasRole("admin")) {
            return problem(403, "Only people with the role approver or admin note what they found out.");
        }
        if (body == null) {
            return problem(400, "The body must be a JSON object with finding and note.");
        }
        boolean executed = "executed".equals(body.finding());
        if (!executed && !"not-executed".equals(body.finding())) {
            return problem(400, "finding must be \"executed\" or \"not-executed\".");
        }
        String note = body.note();
        if (note == null || note.isBlank()) {
            return problem(400, "note is missing: say who looked where.");
        }
        if (note.length() > LONGEST_NOTE || note.indexOf('\0') >= 0) {
            return problem(400, "note has at most 2,000 characters, without U+0000.");
        }
        return ApprovalId.parse(id)
                .map(i -> answer(approvals.resolve(i, me(), executed, note, Channel.REST, auth())))
                .orElseGet(ApprovalsApi::notFound);
    }

    private static Response answer(VoteResult result) {
        if (result instanceof VoteResult.Recorded recorded) {
            return Response.ok(ApprovalJson.of(recorded.record())).build();
        }
        if (result instanceof VoteResult.AlreadyDecided decided) {
            return problem(
                    409,
                    "The call is " + decided.record().status().word() + ": nothing of yours was recorded.",
                    decided.record());
        }
        if (result instanceof VoteResult.Expired expired) {
            return problem(410, "Nobody decided in time, and the call was refused.", expired.record());
        }
        if (result instanceof VoteResult.DigestMismatch mismatch) {
            return problem(412, "The digest is not the one of this call: look at it again.", mismatch.record());
        }
        if (result instanceof VoteResult.Forbidden forbidden) {
            return problem(403, forbidden.reason());
        }
        if (result instanceof VoteResult.Invalid invalid) {
            return problem(422, invalid.reason());
        }
        return result instanceof VoteResult.KeyReused
                ? problem(422, "This Idempotency-Key was used with another body: use a new one.")
                : notFound();
    }

    private boolean sees() {
        return !identity.getRoles().isEmpty();
    }

    private PersonName me() {
        return new PersonName(identity.getPrincipal().getName());
    }

    private String auth() {
        return Caller.of(identity).auth();
    }

    private static String fingerprint(String id, byte[] body) {
        return Digest.ofBytes((id + "\n" + new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8))
                .value();
    }

    private static Response notFound() {
        return problem(404, "There is no such approval, or you may not see it.");
    }

    static Response problem(int status, String detail) {
        return Response.status(status)
                .type(Problem.MEDIA_TYPE)
                .entity(Problem.of(status, detail))
                .build();
    }

    private static Response problem(int status, String detail, ApprovalView record) {
        Problem problem = Problem.of(status, detail);
        return Response.status(status)
                .type(Problem.MEDIA_TYPE)
                .entity(new RecordProblem(problem.type(), problem.title(), status, detail, ApprovalJson.of(record)))
                .build();
    }

    /** A problem that shows the record as it is (RFC 9457, section 3.2). */
    public record RecordProblem(String type, String title, int status, String detail, ApprovalJson approval) {}
}
