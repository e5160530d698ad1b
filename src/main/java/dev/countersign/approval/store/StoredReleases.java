package dev.countersign.approval.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.approval.ApprovalState;
import dev.countersign.approval.Claim;
import dev.countersign.approval.Command;
import dev.countersign.approval.KnownIntents;
import dev.countersign.approval.NewHold;
import dev.countersign.approval.Outcome;
import dev.countersign.approval.ReleaseDesk;
import dev.countersign.approval.Status;
import dev.countersign.approval.ThisNode;
import dev.countersign.approval.VoidReason;
import dev.countersign.audit.Actor;
import dev.countersign.call.ApprovalId;
import dev.countersign.json.DoubtfulJsonException;
import dev.countersign.json.LastMember;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The sending side on PostgreSQL: the claim is single-use because only {@code approved} can become {@code releasing}. */
@ApplicationScoped
public class StoredReleases implements ReleaseDesk {

    /** Of a call that PostgreSQL takes for unsent and Kafka knows to be sent. */
    static final Outcome SENT_BEFORE = new Outcome(
            true, true, "This call was sent before, and the database has lost the record of it.", Optional.empty());

    private final HeldCallRows rows;
    private final Candidates candidates;
    private final Moves moves;
    private final Leases leases;
    private final ThisNode node;
    private final KnownIntents intents;
    private final ObjectMapper json = new ObjectMapper();

    StoredReleases(
            HeldCallRows rows, Candidates candidates, Moves moves, Leases leases, ThisNode node, KnownIntents intents) {
        this.rows = rows;
        this.candidates = candidates;
        this.moves = moves;
        this.leases = leases;
        this.node = node;
        this.intents = intents;
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public Optional<Order> claim(ApprovalId id, UUID waiter, FinalGate gate) {
        return rows.lock(id)
                .filter(call -> call.status() == Status.APPROVED && call.waitedForBy(waiter))
                .flatMap(call -> claim(call, waiter, gate));
    }

    private Optional<Order> claim(Locked call, UUID waiter, FinalGate gate) {
        if (call.overdue()) {
            moves.apply(call, new Command.Expire(), Actor.clock());
            return Optional.empty();
        }
        if (!leases.alive(node)) {
            return Optional.empty(); // a paused node whose life others have given up must not send
        }
        if (intents.known(call.id())) {
            moves.apply(call, new Command.Witness(SENT_BEFORE), Actor.system("kafka"));
            return Optional.empty();
        }
        PayloadRow payload = candidates.payload(call);
        Optional<String> edit = candidates.approvedEdit(call);
        Candidate candidate = candidates.candidate(call, payload, edit.orElse(null));
        Optional<VoidReason> refusal = gate.refusal(candidate);
        if (refusal.isPresent()) {
            moves.apply(
                    call,
                    new Command.Revoke(refusal.get()),
                    Actor.policy(refusal.get().policyVersion()));
            return Optional.empty();
        }
        Claim claim = new Claim(node.name(), node.epoch(), waiter);
        moves.apply(call, new Command.TakeClaim(claim), Actor.system("node " + node.name()));
        Optional<String> keyed = withApprovalId(candidate, payload);
        return Optional.of(new Order(candidate, claim, parked(call, payload), keyed.or(() -> edit)));
    }

    /** The arguments with the approval id where the policy wants it, so that a server can tell a repetition. */
    private static Optional<String> withApprovalId(Candidate candidate, PayloadRow payload) {
        if (payload.idempotencyKey == null) {
            return Optional.empty();
        }
        try {
            return LastMember.added(
                    candidate.hasArguments() ? candidate.arguments() : "{}",
                    payload.idempotencyKey,
                    candidate.id().toString());
        } catch (DoubtfulJsonException e) { // they were read when the call was held, and an edit when it was made
            throw new IllegalStateException("the arguments of held call " + candidate.id() + " cannot be read", e);
        }
    }

    private NewHold.Parked parked(Locked call, PayloadRow payload) {
        try {
            return new NewHold.Parked(
                    call.row.era,
                    new String(payload.message, StandardCharsets.UTF_8),
                    payload.requestId,
                    Optional.ofNullable(payload.progressToken),
                    payload.meta,
                    Optional.ofNullable(payload.session),
                    json.readValue(payload.headers, new TypeReference<Map<String, String>>() {}));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the headers of held call " + call.row.id + " cannot be read", e);
        }
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void disown(ApprovalId id, UUID waiter) {
        Claim unheard = new Claim(node.name(), node.epoch(), waiter);
        rows.lock(id)
                .filter(call -> call.state() instanceof ApprovalState.Releasing releasing
                        && releasing.claim().equals(unheard))
                .ifPresent(call -> moves.apply(
                        call,
                        new Command.NotSent(new Outcome(
                                true,
                                false,
                                "Not sent: the database did not confirm the right to send.",
                                Optional.empty())),
                        Actor.system("node " + node.name())));
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public boolean conclude(ApprovalId id, Claim claim, Command end) {
        Optional<Locked> mine = rows.lock(id)
                .filter(call -> call.state() instanceof ApprovalState.Releasing releasing
                        && releasing.claim().equals(claim));
        mine.ifPresent(call -> moves.apply(call, end, Actor.system("server " + call.row.server)));
        return mine.isPresent();
    }
}
