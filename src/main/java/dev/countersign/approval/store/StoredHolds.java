package dev.countersign.approval.store;

import dev.countersign.approval.ApprovalState;
import dev.countersign.approval.Command;
import dev.countersign.approval.Holds;
import dev.countersign.approval.NewHold;
import dev.countersign.approval.Status;
import dev.countersign.approval.ThisNode;
import dev.countersign.approval.Topic;
import dev.countersign.approval.Vote;
import dev.countersign.audit.Actor;
import dev.countersign.call.AgentName;
import dev.countersign.call.ApprovalId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.Session;

/** The waiting side on PostgreSQL. */
@ApplicationScoped
public class StoredHolds implements Holds {

    /** In which a client of the 2026 era that lost its connection issues its call anew (protocol design, section 9). */
    private static final Duration GRACE = Duration.ofMinutes(2);

    private static final Set<Status> UNSENT = Set.of(Status.PARKING, Status.PENDING, Status.APPROVED);

    private final Session entities;
    private final HeldCallRows rows;
    private final EarlierHolds earlier;
    private final NewRows newRows;
    private final Moves moves;
    private final Outbox outbox;
    private final ThisNode node;

    StoredHolds(
            Session entities,
            HeldCallRows rows,
            EarlierHolds earlier,
            NewRows newRows,
            Moves moves,
            Outbox outbox,
            ThisNode node) {
        this.entities = entities;
        this.rows = rows;
        this.earlier = earlier;
        this.newRows = newRows;
        this.moves = moves;
        this.outbox = outbox;
        this.node = node;
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public Optional<Placed> place(NewHold hold, UUID waiter, Door door) {
        Optional<Locked> found = earlier.find(hold);
        if (found.isPresent()) {
            return Optional.of(attach(found.get(), waiter, door));
        }
        if (!earlier.waitedFor(hold).stream().allMatch(twin -> door.mayBeTwin(twin.id(), twin.lease()))) {
            return Optional.empty();
        }
        ApprovalId id = newRows.id();
        if (!door.mayEnter(id)) {
            return Optional.empty();
        }
        Locked call = newRows.create(id, hold);
        door.entered(id);
        join(call, waiter);
        moves.born(
                call,
                Actor.agent(hold.call().agent().value()),
                hold.call().arguments().text());
        return Optional.of(placed(call, false));
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public Optional<Placed> takeOver(ApprovalId id, AgentName agent, UUID waiter, Door door) {
        return rows.lock(id)
                .filter(call -> call.row.agent.equals(agent.value()) && door.mayTakeOver(id))
                .map(call -> attach(call, waiter, door));
    }

    private Placed attach(Locked call, UUID waiter, Door door) {
        door.entered(call.id());
        join(call, waiter);
        if (call.overdue()) {
            moves.apply(call, new Command.Expire(), Actor.clock());
        } else if (!call.status().terminal()) {
            moves.waiting(call, call.row.agent);
        }
        return placed(call, true);
    }

    private void join(Locked call, UUID waiter) {
        call.row.waiterNode = node.name();
        call.row.waiterEpoch = node.epoch();
        call.row.waiter = waiter;
        call.row.withdrawAt = null;
    }

    private static Placed placed(Locked call, boolean attached) {
        return new Placed(
                call.id(),
                attached,
                call.status(),
                call.row.expiresAt,
                Duration.between(call.now(), call.row.expiresAt).toMillis(),
                call.terms());
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public long open(AgentName agent) {
        return entities.createNativeQuery("""
                        select count(*) from held_call where agent = :agent
                           and status in ('parking', 'pending', 'approved', 'releasing')""", Long.class)
                .setParameter("agent", agent.value())
                .getSingleResult();
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void detach(ApprovalId id, UUID waiter) {
        rows.lock(id).filter(call -> call.waitedForBy(waiter)).ifPresent(call -> {
            leave(call);
            if (!call.status().terminal()) {
                moves.waiting(call, call.row.agent);
            }
        });
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void abandon(ApprovalId id, UUID waiter) {
        rows.lock(id).filter(call -> call.waitedForBy(waiter)).ifPresent(call -> {
            leave(call);
            if (!call.status().terminal()) {
                call.row.withdrawAt = call.now().plus(GRACE);
                moves.waiting(call, call.row.agent);
            }
        });
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void withdraw(ApprovalId id, UUID waiter) {
        rows.lock(id).filter(call -> call.waitedForBy(waiter)).ifPresent(this::withdraw);
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public Status takeBack(ApprovalId id, AgentName agent) {
        Optional<Locked> own = rows.lock(id).filter(call -> call.row.agent.equals(agent.value()));
        own.filter(call -> UNSENT.contains(call.status())).ifPresent(this::withdraw);
        return own.map(Locked::status).orElse(Status.WITHDRAWN);
    }

    private void withdraw(Locked call) {
        leave(call);
        boolean open = UNSENT.contains(call.status());
        if (open && call.overdue()) {
            moves.apply(call, new Command.Expire(), Actor.clock());
        } else if (open) {
            moves.apply(call, new Command.Withdraw(), Actor.agent(call.row.agent));
        } else if (!call.status().terminal()) {
            moves.waiting(call, call.row.agent);
        }
    }

    private static void leave(Locked call) {
        call.row.waiter = null;
        call.row.waiterNode = null;
        call.row.waiterEpoch = null;
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public Optional<Ending> ending(ApprovalId id) {
        HeldCallRow row = rows.findById(id.value());
        if (row == null) {
            return Optional.empty();
        }
        Locked call = rows.locked(row);
        return call.status().terminal() ? Optional.of(ending(call)) : Optional.empty();
    }

    private static Ending ending(Locked call) {
        List<Vote> votes = call.state().votes();
        boolean denied = call.status() == Status.DENIED && !votes.isEmpty();
        return new Ending(
                call.id(),
                call.status(),
                call.terms(),
                call.row.expiresAt,
                denied ? votes.get(votes.size() - 1).comment() : "",
                call.state() instanceof ApprovalState.Voided voided ? Optional.of(voided.reason()) : Optional.empty(),
                call.state().outcome());
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void delivered(ApprovalId id, UUID waiter) {
        rows.lock(id)
                .filter(call -> call.waitedForBy(waiter) && call.status().terminal())
                .ifPresent(this::told);
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void fetched(ApprovalId id) {
        rows.lock(id)
                .filter(call -> call.status().terminal() && call.row.deliveredAt == null)
                .ifPresent(this::told);
    }

    private void told(Locked call) {
        leave(call);
        call.row.deliveredAt = call.now();
        moves.delivered(call);
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public List<Standing> standing(Collection<ApprovalId> ids) {
        return entities
                .createQuery(
                        "select r.id, r.status, r.version, r.waiter from HeldCallRow r where r.id in (:ids)",
                        Object[].class)
                .setParameter("ids", ids.stream().map(ApprovalId::value).toList())
                .getResultList()
                .stream()
                .map(r -> new Standing(
                        new ApprovalId((UUID) r[0]),
                        Status.valueOf(((String) r[1]).toUpperCase(Locale.ROOT)),
                        (Long) r[2],
                        Optional.ofNullable((UUID) r[3])))
                .toList();
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void announceDecision(ApprovalId id) {
        rows.lock(id)
                .filter(call -> call.status() == Status.APPROVED)
                .ifPresent(call -> outbox.add(Topic.DECISIONS, call.row, call.now()));
    }
}
