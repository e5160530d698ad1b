package dev.countersign.approval.store;

import dev.countersign.approval.ApprovalState;
import dev.countersign.approval.CallMoved;
import dev.countersign.approval.Command;
import dev.countersign.approval.Outcome;
import dev.countersign.approval.Status;
import dev.countersign.approval.Topic;
import dev.countersign.approval.Vote;
import dev.countersign.audit.Actor;
import dev.countersign.audit.AuditEntry;
import dev.countersign.audit.AuditLog;
import dev.countersign.call.Digest;
import dev.countersign.call.ServerName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The only way a held call changes: state, version, event, audit entry and outbox row in one transaction, under the row's lock.
 * Whatever fails takes all of it along.
 */
@ApplicationScoped
class Moves {

    private final StateColumns columns;
    private final Events events;
    private final Outbox outbox;
    private final AuditLog audit;
    private final Event<CallMoved> moved;

    Moves(StateColumns columns, Events events, Outbox outbox, AuditLog audit, Event<CallMoved> moved) {
        this.columns = columns;
        this.events = events;
        this.outbox = outbox;
        this.audit = audit;
        this.moved = moved;
    }

    /** Applies a command that is legal now; throws {@code IllegalTransition} otherwise. */
    void apply(Locked call, Command command, Actor actor) {
        Status before = call.status();
        ApprovalState next = call.state().on(command);
        call.become(next);
        columns.write(call.row, next, call.now());
        call.row.version++;
        if (next.status() != before) {
            record(call, before.word(), actor);
            tell(call, Optional.of(before));
        }
        events.append(call, actor.id());
        outbox.add(topic(before, next.status()), call.row, call.now());
    }

    /** The first entry, event and record of a new call. */
    void born(Locked call, Actor actor, String arguments) {
        record(call, null, actor);
        tell(call, Optional.empty());
        events.append(call, actor.id());
        outbox.add(Topic.CALLS, call.row, call.now(), arguments);
    }

    /** Who waits has changed, the state has not. */
    void waiting(Locked call, String actor) {
        call.row.version++;
        events.append(call, actor);
        outbox.add(Topic.OUTCOMES, call.row, call.now());
    }

    /** A vote, before the move it causes. */
    void voted(Locked call, Vote vote, Actor actor) {
        audit.record(new AuditEntry.VoteCast(
                actor,
                call.row.id.toString(),
                ++call.row.step,
                subject(call.row),
                vote.decision().word(),
                vote.comment(),
                vote.sendDigest().value()));
    }

    /** The answer reached the agent. */
    void delivered(Locked call) {
        audit.record(new AuditEntry.AnswerDelivered(
                Actor.agent(call.row.agent), call.row.id.toString(), ++call.row.step, call.row.status));
    }

    private void tell(Locked call, Optional<Status> from) {
        Duration age = Duration.between(call.row.createdAt, call.now());
        moved.fire(new CallMoved(new ServerName(call.row.server), from, call.status(), age));
    }

    private void record(Locked call, @Nullable String from, Actor actor) {
        HeldCallRow row = call.row;
        boolean approved = call.status() == Status.APPROVED;
        audit.record(new AuditEntry.ApprovalMoved(
                actor,
                row.id.toString(),
                ++row.step,
                from,
                row.status,
                subject(row),
                approved ? Optional.of(row.quorum) : Optional.empty(),
                approved ? call.quorum().decidedOn(call.state().votes()).map(Digest::value) : Optional.empty(),
                call.state().outcome().flatMap(Moves::answer)));
    }

    private static Optional<AuditEntry.Answer> answer(Outcome outcome) {
        return outcome.response().map(response -> {
            byte[] bytes = response.getBytes(StandardCharsets.UTF_8);
            return new AuditEntry.Answer(
                    outcome.isError(), Digest.ofBytes(bytes).value(), bytes.length);
        });
    }

    static AuditEntry.Subject subject(HeldCallRow row) {
        return new AuditEntry.Subject(
                row.server,
                row.tool,
                row.agent,
                row.owner,
                row.digest,
                row.rulePointer,
                row.policyVersion,
                Optional.ofNullable(row.toolPin));
    }

    /** Decisions travel on a topic of their own: a release starts from there and nowhere else. */
    private static Topic topic(Status before, Status after) {
        boolean decided = before != after && (after == Status.APPROVED || after == Status.DENIED);
        return decided ? Topic.DECISIONS : Topic.OUTCOMES;
    }
}
