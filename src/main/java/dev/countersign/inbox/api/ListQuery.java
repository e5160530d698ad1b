package dev.countersign.inbox.api;

import dev.countersign.approval.ApprovalQuery;
import dev.countersign.approval.Status;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The query parameters of a list, as they came; wrong ones are named before anything is looked up. */
record ListQuery(
        List<String> states,
        Optional<String> server,
        Optional<String> tool,
        Optional<String> agent,
        Optional<String> text,
        Optional<String> limit,
        Optional<String> cursor) {

    private static final int USUAL = 50;
    private static final int MOST = 200;
    private static final int LONGEST_TEXT = 256;

    /** What is wrong, if anything. */
    Optional<String> problem() {
        Optional<String> unknown =
                states.stream().filter(s -> Status.of(s).isEmpty()).findFirst();
        if (unknown.isPresent()) {
            return Optional.of("state \"" + unknown.get() + "\" is unknown: parking, pending, approved, releasing,"
                    + " completed, failed, denied, expired, withdrawn, voided and unknown are known.");
        }
        if (limit.isPresent() && limit(limit.get()).isEmpty()) {
            return Optional.of("limit must be a whole number from 1 to " + MOST + ".");
        }
        if (text.filter(t -> t.length() > LONGEST_TEXT || t.indexOf('\0') >= 0).isPresent()) {
            return Optional.of("q has at most " + LONGEST_TEXT + " characters, without U+0000.");
        }
        if (Stream.of(server, tool, agent).flatMap(Optional::stream).anyMatch(name -> name.indexOf('\0') >= 0)) {
            return Optional.of("server, tool and agent hold no U+0000.");
        }
        return Optional.empty();
    }

    private static Optional<Integer> limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            return limit >= 1 && limit <= MOST ? Optional.of(limit) : Optional.empty();
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    /** The query, when there is no problem. */
    ApprovalQuery read() {
        return new ApprovalQuery(
                states.stream().map(Status::of).flatMap(Optional::stream).collect(Collectors.toUnmodifiableSet()),
                given(server),
                given(tool),
                given(agent),
                given(text),
                limit.flatMap(ListQuery::limit).orElse(USUAL),
                given(cursor));
    }

    /** An empty parameter is one that was left out. */
    private static Optional<String> given(Optional<String> value) {
        return value.filter(v -> !v.isEmpty());
    }
}
