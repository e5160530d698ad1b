package dev.countersign.inbox;

import dev.countersign.approval.ApprovalQuery;
import dev.countersign.approval.ApprovalView;
import dev.countersign.approval.ApprovalView.CastVote;
import dev.countersign.approval.ApprovalViews;
import dev.countersign.approval.Status;
import dev.countersign.identity.Eligibility;
import dev.countersign.identity.Person;
import dev.countersign.inbox.view.Lane;
import dev.countersign.inbox.view.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Sorts the open calls by whose turn it is. */
@ApplicationScoped
class Lanes {

    static final int ROWS = 50;
    private static final int FETCH = 200;

    /** More open calls than this are counted as "or more". */
    private static final int MOST = 2000;

    private static final Set<Status> OPEN = Set.of(Status.PARKING, Status.PENDING, Status.APPROVED, Status.RELEASING);

    private final ApprovalViews approvals;

    Lanes(ApprovalViews approvals) {
        this.approvals = approvals;
    }

    /** The lanes of one person and how many calls need them. */
    record Sorted(List<Lane> lanes, String waiting) {}

    private enum Which {
        NEEDS_ME,
        WAITING,
        UNKNOWN,
        MINE
    }

    /** Whether a person may decide a call now. */
    static Eligibility eligibility(Person person, ApprovalView call) {
        var voters = call.votes().stream().map(CastVote::by).collect(Collectors.toSet());
        return Eligibility.of(person, call.owner(), call.quorum().groups(), voters);
    }

    /** @param page of the first lane, from 0 */
    Sorted of(Person person, int page, Instant now) {
        List<ApprovalView> open = load(OPEN);
        String more = open.size() >= MOST ? "+" : "";
        Map<Which, List<ApprovalView>> sorted = new EnumMap<>(Which.class);
        open.forEach(call -> sorted.computeIfAbsent(turn(person, call), w -> new ArrayList<>())
                .add(call));
        sorted.put(
                Which.UNKNOWN,
                load(Set.of(Status.UNKNOWN)).stream()
                        .filter(call -> call.resolution().isEmpty())
                        .toList());
        List<ApprovalView> needed = sorted.getOrDefault(Which.NEEDS_ME, List.of());
        return new Sorted(lanes(sorted, page, more, now), needed.size() + more);
    }

    private static Which turn(Person person, ApprovalView call) {
        if (call.status() != Status.PENDING) {
            return Which.WAITING;
        }
        return switch (eligibility(person, call)) {
            case MAY_DECIDE -> Which.NEEDS_ME;
            case OWN_AGENT -> Which.MINE;
            default -> Which.WAITING;
        };
    }

    private List<ApprovalView> load(Set<Status> statuses) {
        List<ApprovalView> all = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            var page = approvals.list(new ApprovalQuery(
                    statuses, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), FETCH, cursor));
            all.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor.isPresent() && all.size() < MOST);
        return all;
    }

    private static List<Lane> lanes(Map<Which, List<ApprovalView>> sorted, int page, String more, Instant now) {
        Comparator<ApprovalView> oldest = Comparator.comparing(ApprovalView::createdAt);
        Comparator<ApprovalView> soonest =
                Comparator.comparing(ApprovalView::expiresAt).thenComparing(oldest);
        List<Lane> lanes = new ArrayList<>();
        lanes.add(lane(Which.NEEDS_ME, sorted, soonest, page, more, now));
        lanes.add(lane(Which.WAITING, sorted, oldest, 0, more, now));
        lanes.add(lane(Which.UNKNOWN, sorted, oldest, 0, "", now));
        lanes.add(lane(Which.MINE, sorted, oldest.reversed(), 0, more, now));
        return lanes;
    }

    private static Lane lane(
            Which which,
            Map<Which, List<ApprovalView>> sorted,
            Comparator<ApprovalView> order,
            int page,
            String more,
            Instant now) {
        List<ApprovalView> all = sorted.getOrDefault(which, List.of());
        List<Row> rows = all.stream()
                .sorted(order)
                .skip((long) page * ROWS)
                .limit(ROWS)
                .map(call -> Row.of(call, now))
                .toList();
        int left = Math.max(0, all.size() - (page + 1) * ROWS);
        String next = left == 0
                ? ""
                : which == Which.NEEDS_ME
                        ? "/inbox?page=" + (page + 1)
                        : "/history?state=" + all.get(0).status().word();
        String label = which == Which.NEEDS_ME
                ? "Next " + Math.min(ROWS, left) + " of " + all.size() + more
                : left + " more in the history";
        return new Lane(hook(which), title(which), all.size() + more, empty(which), rows, next, label);
    }

    private static String hook(Which which) {
        return switch (which) {
            case NEEDS_ME -> "lane-needs-me";
            case WAITING -> "lane-waiting";
            case UNKNOWN -> "lane-unknown";
            case MINE -> "lane-mine";
        };
    }

    private static String title(Which which) {
        return switch (which) {
            case NEEDS_ME -> "Needs you";
            case WAITING -> "Waiting for others";
            case UNKNOWN -> "Unknown outcome";
            case MINE -> "Calls of your agents";
        };
    }

    private static String empty(Which which) {
        return switch (which) {
            case NEEDS_ME -> "Nothing waits for you. A call that a policy holds appears here by itself.";
            case WAITING -> "Nothing waits for others.";
            case UNKNOWN -> "No outcome is unknown.";
            case MINE -> "None of your agents waits.";
        };
    }
}
