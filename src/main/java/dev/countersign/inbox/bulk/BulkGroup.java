package dev.countersign.inbox.bulk;

import dev.countersign.approval.ApprovalView;
import dev.countersign.call.Risk;
import dev.countersign.inbox.text.Arguments;
import dev.countersign.inbox.text.ShownText;
import dev.countersign.inbox.text.Totals;
import dev.countersign.inbox.text.Warning;
import dev.countersign.inbox.view.CallView;
import dev.countersign.inbox.view.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The calls of one agent to one tool.
 *
 * @param sums of numeric fields that all of them have, in exact decimals
 */
public record BulkGroup(String agent, String server, ShownText tool, List<Item> items, List<Totals.Sum> sums) {

    public BulkGroup {
        items = List.copyOf(items);
        sums = List.copyOf(sums);
    }

    /**
     * One call.
     *
     * @param value what the form sends when it is ticked: id and digest
     * @param ticked whether it is ticked beforehand: nothing grave, nothing folded, approving needs no closer look
     * @param grave whether ticking it is the person's word that they have checked it
     * @param closed why it cannot be ticked, empty when it can
     */
    public record Item(
            Row row,
            Arguments arguments,
            List<Warning> warnings,
            ShownText exact,
            String value,
            boolean ticked,
            boolean grave,
            String closed) {}

    /** What the page is made of: calls of one agent to one tool stand together, in the order they were chosen. */
    static List<BulkGroup> of(List<Candidate> calls, boolean approve, Instant now) {
        Map<List<Object>, List<Candidate>> groups = new LinkedHashMap<>();
        calls.forEach(one -> groups.computeIfAbsent(
                        List.of(
                                one.call().agent(),
                                one.call().server(),
                                one.call().tool()),
                        key -> new ArrayList<>())
                .add(one));
        return groups.values().stream().map(group -> group(group, approve, now)).toList();
    }

    /** A call and why this person cannot decide it, empty when they can. */
    record Candidate(ApprovalView call, String closed) {}

    private static BulkGroup group(List<Candidate> group, boolean approve, Instant now) {
        ApprovalView first = group.get(0).call();
        return new BulkGroup(
                first.agent().value(),
                first.server().value(),
                ShownText.of(first.tool().value()),
                group.stream().map(one -> item(one, approve, now)).toList(),
                group.size() < 2
                        ? List.of()
                        : Totals.of(group.stream()
                                .map(one -> one.call().argumentsText())
                                .toList()));
    }

    private static Item item(Candidate one, boolean approve, Instant now) {
        ApprovalView call = one.call();
        boolean grave =
                approve && (call.risk().level().compareTo(Risk.Level.HIGH) >= 0 || CallView.wantsConfirmation(call));
        Arguments arguments = Arguments.of(call.argumentsText());
        return new Item(
                Row.of(call, now),
                arguments,
                CallView.warnings(call, arguments),
                ShownText.exact(call.argumentsText()),
                call.id() + " " + call.digest(),
                one.closed().isEmpty() && !grave,
                grave,
                one.closed());
    }
}
