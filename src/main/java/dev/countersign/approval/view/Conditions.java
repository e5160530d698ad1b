package dev.countersign.approval.view;

import dev.countersign.approval.Status;
import dev.countersign.approval.list.CallFilter;
import dev.countersign.approval.list.Reader;
import dev.countersign.approval.list.Turn;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A {@code where} over {@code held_call h} with its parameters, built up. */
final class Conditions {

    static final String OPEN = "h.status in ('parking', 'pending', 'approved', 'releasing')";
    static final String UNRESOLVED = "h.status = 'unknown' and h.finding is null";

    /** With a quorum of one nobody has voted while a call is pending: most calls are answered without a look at the votes. */
    private static final String NEEDS_ME = """
            h.status = 'pending' and ? and h.owner <> ?
             and (h.voter_groups = '' or string_to_array(h.voter_groups, E'\\n') && ?)
             and (h.quorum = 1 or not exists (select 1 from vote v where v.approval_id = h.id and v.person = ?))""";

    /** Scalar subselects, not exists: those the planner may answer by reading every payload there is, for the few that are open. */
    private static final String FOUND = """
            (position(? in h.id::text) > 0 or position(? in lower(h.server)) > 0 or position(? in lower(h.tool)) > 0
             or position(? in lower(h.agent)) > 0 or position(? in lower(h.owner)) > 0
             or position(? in (select lower(s.arguments) from held_payload s where s.id = h.id)) > 0
             or position(? in (select coalesce(string_agg(lower(v.person) || E'\\x1f' || lower(v.comment), E'\\x1f'), '')
                                 from vote v where v.approval_id = h.id)) > 0)""";

    private static final int FOUND_PARAMETERS = 7;

    /** The same for the whole history, where reading every payload once is quicker than asking for each. */
    private static final String FOUND_ANYWHERE = """
            (position(? in h.id::text) > 0 or position(? in lower(h.server)) > 0 or position(? in lower(h.tool)) > 0
             or position(? in lower(h.agent)) > 0 or position(? in lower(h.owner)) > 0
             or exists (select 1 from held_payload s where s.id = h.id and position(? in lower(s.arguments)) > 0)
             or exists (select 1 from vote v where v.approval_id = h.id
                         and position(? in lower(v.person) || E'\\x1f' || lower(v.comment)) > 0))""";

    private final StringBuilder sql = new StringBuilder(" where true");
    private final List<Object> parameters = new ArrayList<>();

    /** What a filter asks for of calls that are open, or few for another reason. */
    static Conditions of(CallFilter filter) {
        return of(filter, FOUND);
    }

    /** What a filter asks for of everything that ever was. */
    static Conditions ofHistory(CallFilter filter) {
        return of(filter, FOUND_ANYWHERE);
    }

    private static Conditions of(CallFilter filter, String found) {
        Conditions all = new Conditions();
        all.statuses(filter);
        all.equal("h.server", filter.server());
        all.equal("h.tool", filter.tool());
        all.equal("h.agent", filter.agent());
        all.equal("h.risk", filter.risk().map(risk -> risk.word()));
        filter.from().ifPresent(from -> all.and("h.created_at >= ?", from.atOffset(ZoneOffset.UTC)));
        filter.to().ifPresent(to -> all.and("h.created_at < ?", to.atOffset(ZoneOffset.UTC)));
        filter.decider()
                .ifPresent(who ->
                        all.and("exists (select 1 from vote v where v.approval_id = h.id and v.person = ?)", who));
        filter.text()
                .ifPresent(text -> all.and(
                        found,
                        Collections.nCopies(FOUND_PARAMETERS, text.toLowerCase(Locale.ROOT))
                                .toArray()));
        return all;
    }

    private void statuses(CallFilter filter) {
        if (filter.statuses().size() == 1) { // an index has these in order, which it has not for several
            equal("h.status", filter.statuses().stream().findFirst().map(Status::word));
        } else if (!filter.statuses().isEmpty()) {
            and("h.status = any (?)", (Object)
                    filter.statuses().stream().map(Status::word).toArray(String[]::new));
        }
    }

    private void equal(String column, Optional<String> value) {
        value.ifPresent(v -> and(column + " = ?", v));
    }

    /** Adds a condition. */
    Conditions and(String condition, Object... values) {
        sql.append(" and (").append(condition).append(')');
        parameters.addAll(List.of(values));
        return this;
    }

    /** Adds whose turn it is. */
    Conditions and(Turn turn, Reader reader) {
        return switch (turn) {
            case NEEDS_ME -> and(NEEDS_ME, needsMe(reader));
            case MINE ->
                and("h.status = 'pending' and h.owner = ?", reader.name().value());
            case UNKNOWN -> and(UNRESOLVED);
            case WAITING ->
                and(OPEN)
                        .and(
                                "h.status <> 'pending' or h.owner <> ?",
                                reader.name().value())
                        .and("not (" + NEEDS_ME + ")", needsMe(reader));
        };
    }

    /** The condition of a turn for counting, with its parameters. */
    static Conditions needing(Reader reader) {
        Conditions one = new Conditions();
        one.parameters.addAll(List.of(needsMe(reader)));
        one.sql.setLength(0);
        one.sql.append(NEEDS_ME);
        return one;
    }

    private static Object[] needsMe(Reader reader) {
        String name = reader.name().value();
        return new Object[] {reader.approver(), name, reader.groups().toArray(String[]::new), name};
    }

    String sql() {
        return sql.toString();
    }

    List<Object> parameters() {
        return List.copyOf(parameters);
    }
}
