package dev.countersign.inbox.bulk;

import dev.countersign.approval.ApprovalView;
import dev.countersign.approval.Approvals;
import dev.countersign.approval.Channel;
import dev.countersign.approval.VoteDecision;
import dev.countersign.approval.VoteRequest;
import dev.countersign.approval.VoteResult;
import dev.countersign.call.ApprovalId;
import dev.countersign.call.Digest;
import dev.countersign.inbox.Answers;
import dev.countersign.web.auth.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Votes on many calls, one after the other, each a transaction of its own: one that fails takes none of the others along. */
@ApplicationScoped
public class BulkBallot {

    /** So many at once. */
    public static final int MOST = 50;

    private final Approvals approvals;

    BulkBallot(Approvals approvals) {
        this.approvals = approvals;
    }

    /** One call with the digest that was shown. */
    public record Item(ApprovalId id, String digest) {}

    /**
     * What a person wants of many calls.
     *
     * @param key with the id of a call behind it, the same vote sent again counts once
     */
    public record Wish(VoteDecision decision, String comment, List<Item> items, Channel via, Optional<String> key) {
        public Wish {
            items = List.copyOf(items);
        }
    }

    /**
     * What became of one.
     *
     * @param kind the word of the outer interface: recorded, already-decided, refused
     * @param words why, empty when it was recorded
     */
    public record Result(ApprovalId id, String kind, String words, Optional<ApprovalView> record) {}

    /** Votes; the results stand in the order of the items. */
    public List<Result> cast(Wish wish, Caller caller) {
        return wish.items().stream().map(item -> one(wish, item, caller)).toList();
    }

    private Result one(Wish wish, Item item, Caller caller) {
        String body = wish.decision().word() + "\n" + item.digest() + "\n" + wish.comment();
        VoteResult result = approvals.vote(new VoteRequest(
                item.id(),
                caller.person().name(),
                wish.decision(),
                item.digest(),
                wish.comment(),
                Optional.empty(),
                wish.via(),
                caller.auth(),
                wish.key().map(key -> key + "-" + item.id()),
                Digest.ofBytes(body.getBytes(StandardCharsets.UTF_8)).value()));
        if (result instanceof VoteResult.Recorded recorded) {
            return new Result(item.id(), "recorded", "", Optional.of(recorded.record()));
        }
        if (result instanceof VoteResult.AlreadyDecided decided) {
            return new Result(
                    item.id(),
                    "already-decided",
                    Answers.alreadyDecided(decided.record()),
                    Optional.of(decided.record()));
        }
        Optional<ApprovalView> record = result instanceof VoteResult.DigestMismatch other
                ? Optional.of(other.record())
                : result instanceof VoteResult.Expired expired ? Optional.of(expired.record()) : Optional.empty();
        return new Result(item.id(), "refused", Answers.refusal(result), record);
    }
}
