package dev.countersign.approval.store;

import dev.countersign.approval.Command;
import dev.countersign.approval.EditCheck;
import dev.countersign.approval.Electorate;
import dev.countersign.approval.Status;
import dev.countersign.approval.VoidReason;
import dev.countersign.approval.Vote;
import dev.countersign.approval.VoteDecision;
import dev.countersign.approval.VoteRequest;
import dev.countersign.approval.column.GroupNames;
import dev.countersign.audit.Actor;
import dev.countersign.call.ApprovalId;
import dev.countersign.call.Digest;
import dev.countersign.call.PersonName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import org.hibernate.Session;

/** Judges and records one vote in one transaction: 404, 403, 409 or 410, 412, in that order (outer contract, section 4). */
@ApplicationScoped
class VotingBooth {

    private final Session entities;
    private final HeldCallRows rows;
    private final Events events;
    private final Moves moves;
    private final Electorate electorate;
    private final EditCheck edits;
    private final Candidates candidates;

    VotingBooth(
            Session entities,
            HeldCallRows rows,
            Events events,
            Moves moves,
            Electorate electorate,
            EditCheck edits,
            Candidates candidates) {
        this.entities = entities;
        this.rows = rows;
        this.events = events;
        this.moves = moves;
        this.electorate = electorate;
        this.edits = edits;
        this.candidates = candidates;
    }

    @Transactional(Transactional.TxType.REQUIRES_NEW)
    Verdict vote(VoteRequest request) {
        Optional<Locked> found = rows.lock(request.id());
        if (found.isEmpty()) {
            return Verdict.of(Verdict.Kind.NOT_FOUND);
        }
        Locked call = found.get();
        Optional<Events.FirstUse> before = request.idempotencyKey()
                .flatMap(key -> events.firstUse(request.by().value(), key));
        if (before.isPresent()) {
            return again(before.get(), request);
        }
        Verdict verdict = judge(call, request);
        if (verdict.kind().remembered()) {
            request.idempotencyKey()
                    .ifPresent(key -> events.remember(
                            request.by().value(),
                            key,
                            request.fingerprint(),
                            verdict.kind().name(),
                            call));
        }
        return verdict;
    }

    /** One of those who approved takes it back before anything was sent; the lock decides between that and the sending. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    Verdict takeBack(ApprovalId id, Actor actor) {
        Optional<Locked> found = rows.lock(id);
        if (found.isEmpty()) {
            return Verdict.of(Verdict.Kind.NOT_FOUND);
        }
        Locked call = found.get();
        boolean approved = call.state().votes().stream()
                .anyMatch(v -> v.approves() && v.by().value().equals(actor.id()));
        if (!approved) {
            return new Verdict(
                    Verdict.Kind.FORBIDDEN, call.row.version, "Only who approved a call takes the approval back.");
        }
        if (call.status() != Status.APPROVED) {
            return Verdict.of(Verdict.Kind.DECIDED, call);
        }
        VoidReason reason = new VoidReason("", actor.id() + " took the approval back.", call.row.policyVersion);
        moves.apply(call, new Command.Revoke(reason), actor);
        return Verdict.of(Verdict.Kind.RECORDED, call);
    }

    /** What stands against other arguments, as it would be judged with a vote. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    Optional<String> objection(ApprovalId id, String arguments) {
        return rows.lock(id).flatMap(call -> objection(call, candidates.edited(call, arguments)));
    }

    private static Verdict again(Events.FirstUse first, VoteRequest request) {
        return first.fingerprint().equals(request.fingerprint())
                ? new Verdict(Verdict.Kind.valueOf(first.verdict()), first.version(), "")
                : Verdict.of(Verdict.Kind.KEY_REUSED);
    }

    private Verdict judge(Locked call, VoteRequest request) {
        Optional<String> objection = electorate.objection(
                request.by(), new PersonName(call.row.owner), GroupNames.read(call.row.voterGroups));
        if (objection.isPresent()) {
            return new Verdict(Verdict.Kind.FORBIDDEN, call.row.version, objection.get());
        }
        if (call.overdue()) {
            moves.apply(call, new Command.Expire(), Actor.clock());
        }
        if (call.status() == Status.EXPIRED) {
            return Verdict.of(Verdict.Kind.EXPIRED, call);
        }
        boolean voted = call.state().votes().stream().anyMatch(v -> v.by().equals(request.by()));
        if (call.status() != Status.PENDING || voted) {
            return Verdict.of(Verdict.Kind.DECIDED, call);
        }
        if (!request.digest().equals(call.row.digest) && !request.digest().equals(call.row.editedDigest)) {
            return Verdict.of(Verdict.Kind.MISMATCH, call);
        }
        return record(call, request);
    }

    private Verdict record(Locked call, VoteRequest request) {
        boolean approves = request.decision() == VoteDecision.APPROVE;
        if (request.comment().isBlank() && call.voteRules().comments().required(approves)) {
            String reason =
                    "The rule that holds this call wants a comment with every " + (approves ? "approval." : "denial.");
            return new Verdict(Verdict.Kind.INVALID, call.row.version, reason);
        }
        Digest sendDigest = new Digest(request.digest());
        if (request.argumentsText().isPresent() && approves) {
            Candidates.Edited edited =
                    candidates.edited(call, request.argumentsText().get());
            Optional<String> objection = objection(call, edited);
            if (objection.isPresent()) {
                return new Verdict(Verdict.Kind.INVALID, call.row.version, objection.get());
            }
            sendDigest = edited.digest();
            candidates.keep(call, edited, request.by());
        }
        Vote vote = new Vote(
                request.by(),
                request.decision(),
                request.comment(),
                sendDigest,
                request.via(),
                request.auth(),
                call.now());
        Actor actor = Actor.person(request.by().value(), request.via().word(), request.auth());
        entities.persist(row(call, vote));
        moves.voted(call, vote, actor);
        moves.apply(call, new Command.Cast(vote, call.quorum()), actor);
        return Verdict.of(Verdict.Kind.RECORDED, call);
    }

    private Optional<String> objection(Locked call, Candidates.Edited edited) {
        return edits.notEditable(edited.candidate(), candidates.payload(call).arguments, call.voteRules())
                .or(() -> edits.objection(edited.candidate()));
    }

    private static VoteRow row(Locked call, Vote vote) {
        VoteRow row = new VoteRow();
        row.key = new VoteRow.Key(call.row.id, vote.by().value());
        row.decision = vote.decision().word();
        row.comment = vote.comment();
        row.sendDigest = vote.sendDigest().value();
        row.via = vote.via().word();
        row.auth = vote.auth();
        row.at = vote.at();
        return row;
    }
}
