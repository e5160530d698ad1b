package dev.countersign.inbox.api;

import dev.countersign.approval.Channel;
import dev.countersign.approval.VoteDecision;
import dev.countersign.call.ApprovalId;
import dev.countersign.inbox.bulk.BulkBallot;
import dev.countersign.web.auth.Caller;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Votes on many calls at once: each named with its digest, each answered by itself. */
@Path("/api/v1/approvals/bulk")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "approvals")
class BulkApi {

    private static final int LONGEST_KEY = 200;
    private static final int LONGEST_COMMENT = 2_000;

    private final BulkBallot ballot;
    private final SecurityIdentity identity;

    BulkApi(BulkBallot ballot, SecurityIdentity identity) {
        this.ballot = ballot;
        this.identity = identity;
    }

    /** One call with the digest that was shown. */
    public record Item(@Nullable String id, @Nullable String digest) {}

    /** What is wanted of all of them. */
    public record Body(
            @Nullable String decision,
            @Nullable String comment,
            @Nullable List<@Nullable Item> items) {}

    /**
     * What became of one.
     *
     * @param result {@code recorded}, {@code already-decided} or {@code refused}
     */
    public record Result(
            String id,
            String result,
            @Nullable String reason,
            @Nullable ApprovalJson approval) {}

    /** One result for each item, in their order. */
    public record Results(List<Result> results) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Approve or deny up to 50 calls, each with its own result",
            description =
                    "An item that fails takes none of the others along; the same Idempotency-Key counts once for each item.")
    public Response vote(@Nullable @HeaderParam("Idempotency-Key") String key, @Nullable Body body) {
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
            return ApprovalsApi.problem(400, "Idempotency-Key has 1 to 200 characters here.");
        }
        if (!identity.hasRole("approver")) {
            return ApprovalsApi.problem(403, "Only people with the role approver decide calls.");
        }
        Optional<VoteDecision> decision = Stream.of(VoteDecision.values())
                .filter(d -> body != null && d.word().equals(body.decision()))
                .findFirst();
        if (body == null || decision.isEmpty()) {
            return ApprovalsApi.problem(400, "decision must be \"approve\" or \"deny\".");
        }
        String comment = body.comment() == null ? "" : body.comment();
        if (comment.length() > LONGEST_COMMENT || comment.indexOf('\0') >= 0) {
            return ApprovalsApi.problem(400, "comment has at most 2,000 characters, without U+0000.");
        }
        Optional<List<BulkBallot.Item>> items = items(body.items());
        return items.map(all -> answer(
                        new BulkBallot.Wish(decision.get(), comment, all, Channel.REST, Optional.ofNullable(key))))
                .orElseGet(() -> ApprovalsApi.problem(
                        400,
                        "items must be 1 to 50 objects, each with the id of a call and the digest that was shown."));
    }

    private Response answer(BulkBallot.Wish wish) {
        List<Result> results = ballot.cast(wish, Caller.of(identity)).stream()
                .map(r -> new Result(
                        r.id().toString(),
                        r.kind(),
                        r.words().isEmpty() ? null : r.words(),
                        r.record().map(ApprovalJson::of).orElse(null)))
                .toList();
        return Response.ok(new Results(results)).build();
    }

    private static Optional<List<BulkBallot.Item>> items(@Nullable List<@Nullable Item> items) {
        if (items == null || items.isEmpty() || items.size() > BulkBallot.MOST) {
            return Optional.empty();
        }
        List<BulkBallot.Item> all = new ArrayList<>();
        for (Item item : items) {
            if (item == null || item.id() == null || item.digest() == null) {
                return Optional.empty();
            }
            Optional<ApprovalId> id = ApprovalId.parse(item.id());
            if (id.isEmpty()) {
                return Optional.empty();
            }
            all.add(new BulkBallot.Item(id.get(), item.digest()));
        }
        return Optional.of(all);
    }
}
