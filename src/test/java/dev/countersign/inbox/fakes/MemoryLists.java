package dev.countersign.inbox.fakes;

import dev.countersign.approval.ApprovalQuery;
import dev.countersign.approval.ApprovalView;
import dev.countersign.approval.ApprovalViews;
import dev.countersign.approval.list.CallFilter;
import dev.countersign.approval.list.CallLists;
import dev.countersign.approval.list.Reader;
import dev.countersign.approval.list.Turn;
import dev.countersign.call.ApprovalId;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The lists of the pages over {@link MemoryApprovals}. */
@Alternative
@Singleton
public class MemoryLists implements CallLists {

    private final MemoryApprovals approvals;

    MemoryLists(MemoryApprovals approvals) {
        this.approvals = approvals;
    }

    private static Optional<Turn> turn(Reader reader, ApprovalView call) {
        return switch (call.status()) {
            case UNKNOWN -> call.resolution().isPresent() ? Optional.empty() : Optional.of(Turn.UNKNOWN);
            case PENDING -> Optional.of(pending(reader, call));
            case PARKING, APPROVED, RELEASING -> Optional.of(Turn.WAITING);
            default -> Optional.empty();
        };
    }

    private static Turn pending(Reader reader, ApprovalView call) {
        if (call.owner().equals(reader.name())) {
            return Turn.MINE;
        }
        boolean mine = reader.approver()
                && (call.quorum().groups().isEmpty()
                        || !Collections.disjoint(call.quorum().groups(), reader.groups()))
                && call.votes().stream().noneMatch(v -> v.by().equals(reader.name()));
        return mine ? Turn.NEEDS_ME : Turn.WAITING;
    }

    private static boolean fits(CallFilter filter, ApprovalView call) {
        return (filter.statuses().isEmpty() || filter.statuses().contains(call.status()))
                && filter.server().map(call.server().value()::equals).orElse(true)
                && filter.tool().map(call.tool().value()::equals).orElse(true)
                && filter.agent().map(call.agent().value()::equals).orElse(true)
                && filter.risk().map(call.risk()::equals).orElse(true)
                && filter.decider()
                        .map(who -> call.votes().stream()
                                .anyMatch(v -> v.by().value().equals(who)))
                        .orElse(true)
                && filter.text()
                        .map(text -> MemoryApprovals.text(call).contains(text))
                        .orElse(true);
    }

    @Override
    public Map<Turn, Long> counts(Reader reader, CallFilter filter) {
        Map<Turn, Long> counts = new EnumMap<>(Turn.class);
        approvals.all().stream()
                .filter(call -> fits(filter, call))
                .forEach(call -> turn(reader, call).ifPresent(turn -> counts.merge(turn, 1L, Long::sum)));
        return counts;
    }

    @Override
    public List<ApprovalView> lane(Turn turn, Reader reader, CallFilter filter, int offset, int limit) {
        return approvals.all().stream()
                .filter(call -> fits(filter, call))
                .filter(call -> turn(reader, call).filter(turn::equals).isPresent())
                .sorted(Comparator.comparing(ApprovalView::expiresAt))
                .skip(offset)
                .limit(limit)
                .toList();
    }

    @Override
    public Neighbours neighbours(Reader reader, ApprovalView call) {
        List<ApprovalId> order = lane(Turn.NEEDS_ME, reader, CallFilter.ALL, 0, Integer.MAX_VALUE).stream()
                .map(ApprovalView::id)
                .toList();
        int at = order.indexOf(call.id());
        return new Neighbours(
                at > 0 ? Optional.of(order.get(at - 1)) : Optional.empty(),
                at >= 0 && at + 1 < order.size() ? Optional.of(order.get(at + 1)) : Optional.empty());
    }

    @Override
    public ApprovalViews.Page history(CallFilter filter, Optional<String> cursor, int limit) {
        ApprovalViews.Page page = approvals.list(new ApprovalQuery(
                filter.statuses(), filter.server(), filter.tool(), filter.agent(), filter.text(), limit, cursor));
        return new ApprovalViews.Page(
                page.items().stream().filter(call -> fits(filter, call)).toList(), page.nextCursor());
    }

    @Override
    public List<ApprovalView> earlier(ApprovalView call, int limit) {
        return approvals.all().stream()
                .filter(other ->
                        other.agent().equals(call.agent()) && other.tool().equals(call.tool()))
                .filter(other -> other.createdAt().isBefore(call.createdAt()))
                .limit(limit)
                .toList();
    }

    @Override
    public boolean any() {
        return !approvals.all().isEmpty();
    }
}
