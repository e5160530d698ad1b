package dev.countersign.inbox;

import dev.countersign.approval.ApprovalView;
import dev.countersign.approval.ApprovalView.CastVote;
import dev.countersign.approval.list.CallFilter;
import dev.countersign.approval.list.CallLists;
import dev.countersign.approval.list.Reader;
import dev.countersign.approval.list.Turn;
import dev.countersign.identity.Eligibility;
import dev.countersign.identity.Person;
import dev.countersign.inbox.view.Lane;
import dev.countersign.inbox.view.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sorts the open calls by whose turn it is. */
@ApplicationScoped
public class Lanes {

    private static final int ROWS = 50;

    private final CallLists lists;

    Lanes(CallLists lists) {
        this.lists = lists;
    }

    /** The lanes of one person and how many calls need them. */
    record Sorted(List<Lane> lanes, String waiting) {}

    /** Whether a person may decide a call now. */
    public static Eligibility eligibility(Person person, ApprovalView call) {
        var voters = call.votes().stream().map(CastVote::by).collect(Collectors.toSet());
        return Eligibility.of(person, call.owner(), call.quorum().groups(), voters);
    }

    /** The lanes as the address asks for them. Rows first: a count that is older than the rows beside it would deny one of them. */
    Sorted of(Reader reader, ListAddress address, Instant now) {
        Map<Turn, List<Row>> rows = new EnumMap<>(Turn.class);
        for (Turn turn : Turn.values()) {
            rows.put(turn, rows(turn, reader, address, now));
        }
        Map<Turn, Long> counts = lists.counts(reader, address.filter());
        long needed =
                (address.filtered() ? lists.counts(reader, CallFilter.ALL) : counts).getOrDefault(Turn.NEEDS_ME, 0L);
        List<Lane> lanes = Stream.of(Turn.values())
                .map(turn -> lane(turn, counts.getOrDefault(turn, 0L), rows.getOrDefault(turn, List.of()), address))
                .toList();
        return new Sorted(lanes, Long.toString(needed));
    }

    private List<Row> rows(Turn turn, Reader reader, ListAddress address, Instant now) {
        return lists.lane(turn, reader, address.filter(), address.page(turn) * ROWS, ROWS).stream()
                .map(call -> turn == Turn.NEEDS_ME ? Row.choosable(call, now) : Row.of(call, now))
                .toList();
    }

    private static Lane lane(Turn turn, long count, List<Row> rows, ListAddress address) {
        int page = address.page(turn);
        long left = Math.max(0, count - (page + 1L) * ROWS);
        return new Lane(
                hook(turn),
                title(turn),
                Long.toString(count),
                address.filtered() ? "None that fits the filters." : empty(turn),
                rows,
                left == 0 ? "" : address.page(turn, page + 1),
                "Next " + Math.min(ROWS, left) + " of " + count);
    }

    private static String hook(Turn turn) {
        return switch (turn) {
            case NEEDS_ME -> "lane-needs-me";
            case WAITING -> "lane-waiting";
            case UNKNOWN -> "lane-unknown";
            case MINE -> "lane-mine";
        };
    }

    private static String title(Turn turn) {
        return switch (turn) {
            case NEEDS_ME -> "Needs you";
            case WAITING -> "Waiting for others";
            case UNKNOWN -> "Unknown outcome";
            case MINE -> "Calls of your agents";
        };
    }

    private static String empty(Turn turn) {
        return switch (turn) {
            case NEEDS_ME -> "Nothing waits for you. A call that a policy holds appears here by itself.";
            case WAITING -> "Nothing waits for others.";
            case UNKNOWN -> "No outcome is unknown.";
            case MINE -> "None of your agents waits.";
        };
    }
}
