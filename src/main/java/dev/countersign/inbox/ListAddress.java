package dev.countersign.inbox;

import dev.countersign.approval.list.CallFilter;
import dev.countersign.approval.list.Turn;
import dev.countersign.call.Risk;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The query of a list's address: what it filters by, and how far it was turned. The address is the query, so it can be shared.
 *
 * @param fields as they stand in the address, empty text for a missing one
 */
public record ListAddress(String path, Map<String, String> fields) {

    private static final List<String> FIELDS =
            List.of("q", "state", "server", "tool", "agent", "risk", "decider", "from", "to");
    private static final int LONGEST_TEXT = 256;
    private static final int LAST_PAGE = 10_000;

    public ListAddress {
        fields = Map.copyOf(fields);
    }

    /** Reads what the address holds; nothing else is taken over into links. */
    public static ListAddress of(String path, Map<String, ? extends List<String>> query) {
        Map<String, String> fields = new LinkedHashMap<>();
        Stream.concat(
                        FIELDS.stream(),
                        Stream.concat(
                                Stream.of("cursor"), Stream.of(Turn.values()).map(ListAddress::pageField)))
                .forEach(field -> fields.put(
                        field,
                        query.containsKey(field) && !query.get(field).isEmpty()
                                ? query.get(field).get(0).strip()
                                : ""));
        return new ListAddress(path, fields);
    }

    /** What is wrong with the query, if anything. */
    public Optional<String> problem() {
        if (fields.values().stream().anyMatch(v -> v.length() > LONGEST_TEXT || v.indexOf('\0') >= 0)) {
            return Optional.of("A search has at most 256 characters.");
        }
        if (!get("risk").isEmpty() && risk().isEmpty()) {
            return Optional.of("There is no such risk: choose one of the list.");
        }
        return Stream.of("from", "to")
                .filter(field -> !get(field).isEmpty() && day(field).isEmpty())
                .findFirst()
                .map(field -> "“" + field + "” is a day like 2026-11-20.");
    }

    /** A field, empty text when it is missing. */
    public String get(String field) {
        return fields.getOrDefault(field, "");
    }

    /** Whether the list is narrowed. */
    public boolean filtered() {
        return FIELDS.stream().anyMatch(field -> !get(field).isEmpty());
    }

    /** What the fields ask for, but for the state; call it only when there is no {@link #problem}. */
    public CallFilter filter() {
        return new CallFilter(
                Set.of(),
                given("q"),
                given("server"),
                given("tool"),
                given("agent"),
                risk(),
                given("decider"),
                day("from"),
                day("to").map(day -> day.plus(Duration.ofDays(1))));
    }

    private Optional<String> given(String field) {
        return Optional.of(get(field)).filter(v -> !v.isEmpty());
    }

    private Optional<Risk> risk() {
        return Stream.of(Risk.values())
                .filter(risk -> risk.word().equals(get("risk")))
                .findFirst();
    }

    private Optional<Instant> day(String field) {
        try {
            return given(field)
                    .map(LocalDate::parse)
                    .map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    /** How far the lane of a turn was turned, from 0. */
    int page(Turn turn) {
        String page = get(pageField(turn));
        return page.matches("[0-9]{1,5}") ? Math.min(Integer.parseInt(page), LAST_PAGE) : 0;
    }

    /** The address of another page of a turn's lane. */
    String page(Turn turn, int page) {
        return with(pageField(turn), Integer.toString(page));
    }

    private static String pageField(Turn turn) {
        return switch (turn) {
            case NEEDS_ME -> "page";
            case WAITING -> "waiting-page";
            case UNKNOWN -> "unknown-page";
            case MINE -> "mine-page";
        };
    }

    /** The same address with one field changed. */
    public String with(String field, String value) {
        Map<String, String> changed = new LinkedHashMap<>(fields);
        changed.put(field, value);
        return at(path, changed);
    }

    /** The same query at another path, from its beginning. */
    public String at(String other) {
        Map<String, String> whole = new LinkedHashMap<>(fields);
        whole.keySet().retainAll(FIELDS);
        return at(other, whole);
    }

    private static String at(String path, Map<String, String> fields) {
        String query = fields.entrySet().stream()
                .filter(e -> !e.getValue().isEmpty())
                .sorted(Map.Entry.comparingByKey())
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? path : path + "?" + query;
    }
}
