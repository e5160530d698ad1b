package dev.countersign.approval.view;

import dev.countersign.approval.ApprovalView;
import dev.countersign.approval.ApprovalViews;
import dev.countersign.approval.list.CallFilter;
import dev.countersign.approval.list.CallLists;
import dev.countersign.approval.list.Reader;
import dev.countersign.approval.list.Turn;
import dev.countersign.call.ApprovalId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** The lists of the pages, over the rows that arbitrate. A page is cut out of the calls alone, and joined then. */
@ApplicationScoped
public class StoredLists implements CallLists {

    private static final String NEWEST_FIRST = " order by h.created_at desc, h.id desc";

    private final DataSource database;

    StoredLists(DataSource database) {
        this.database = database;
    }

    @Override
    public Map<Turn, Long> counts(Reader reader, CallFilter filter) {
        Conditions needs = Conditions.needing(reader);
        Conditions open = Conditions.of(filter).and(Conditions.OPEN);
        Conditions unknown = Conditions.of(filter).and(Conditions.UNRESOLVED);
        // In the order of the text: the count of unknown outcomes stands first
        List<Object> parameters = new ArrayList<>(unknown.parameters());
        parameters.addAll(needs.parameters());
        parameters.add(reader.name().value());
        parameters.addAll(open.parameters());
        String sql = "select count(*) filter (where needed), count(*) filter (where mine), count(*),"
                + " (select count(*) from held_call h" + unknown.sql() + ") from (select (" + needs.sql()
                + ") as needed, h.status = 'pending' and h.owner = ? as mine from held_call h" + open.sql() + ") one";
        return count(sql, parameters);
    }

    private Map<Turn, Long> count(String sql, List<Object> parameters) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            ViewRows.set(statement, parameters);
            Map<Turn, Long> counts = new EnumMap<>(Turn.class);
            try (ResultSet r = statement.executeQuery()) {
                r.next();
                counts.put(Turn.NEEDS_ME, r.getLong(1));
                counts.put(Turn.MINE, r.getLong(2));
                counts.put(Turn.WAITING, r.getLong(3) - r.getLong(1) - r.getLong(2));
                counts.put(Turn.UNKNOWN, r.getLong(4));
            }
            return counts;
        } catch (SQLException e) {
            throw new DatabaseAwayException(e);
        }
    }

    @Override
    public List<ApprovalView> lane(Turn turn, Reader reader, CallFilter filter, int offset, int limit) {
        return page(Conditions.of(filter).and(turn, reader), order(turn), offset, limit);
    }

    private static String order(Turn turn) {
        return switch (turn) {
            case NEEDS_ME -> " order by h.expires_at, h.created_at, h.id";
            // Not the bare column: its index would be walked through the whole history for the few that are open
            case WAITING, UNKNOWN -> " order by h.created_at + interval '0', h.id";
            case MINE -> NEWEST_FIRST;
        };
    }

    @Override
    public Neighbours neighbours(Reader reader, ApprovalView call) {
        Object[] place = {
            call.expiresAt().atOffset(ZoneOffset.UTC),
            call.createdAt().atOffset(ZoneOffset.UTC),
            call.id().value()
        };
        Conditions after = Conditions.of(CallFilter.ALL)
                .and(Turn.NEEDS_ME, reader)
                .and("(h.expires_at, h.created_at, h.id) > (?, ?, ?)", place);
        Conditions before = Conditions.of(CallFilter.ALL)
                .and(Turn.NEEDS_ME, reader)
                .and("(h.expires_at, h.created_at, h.id) < (?, ?, ?)", place);
        return new Neighbours(
                first(before, " order by h.expires_at desc, h.created_at desc, h.id desc"),
                first(after, order(Turn.NEEDS_ME)));
    }

    private Optional<ApprovalId> first(Conditions conditions, String order) {
        return page(conditions, order, 0, 1).stream().map(ApprovalView::id).findFirst();
    }

    @Override
    public ApprovalViews.Page history(CallFilter filter, Optional<String> cursor, int limit) {
        Conditions conditions = Conditions.ofHistory(filter);
        cursor.map(Cursor::parse)
                .ifPresent(at -> conditions.and(
                        "(h.created_at, h.id) < (?, ?)", at.createdAt().atOffset(ZoneOffset.UTC), at.id()));
        List<ApprovalView> found = page(conditions, NEWEST_FIRST, 0, limit + 1);
        if (found.size() <= limit) {
            return new ApprovalViews.Page(found, Optional.empty());
        }
        ApprovalView last = found.get(limit - 1);
        return new ApprovalViews.Page(
                found.subList(0, limit),
                Optional.of(new Cursor(last.createdAt(), last.id().value()).text()));
    }

    @Override
    public List<ApprovalView> earlier(ApprovalView call, int limit) {
        Conditions same = Conditions.of(CallFilter.ALL)
                .and("h.agent = ?", call.agent().value())
                .and("h.tool = ?", call.tool().value())
                .and("h.server = ?", call.server().value())
                .and(
                        "(h.created_at, h.id) < (?, ?)",
                        call.createdAt().atOffset(ZoneOffset.UTC),
                        call.id().value());
        return page(same, NEWEST_FIRST, 0, limit);
    }

    @Override
    public boolean any() {
        return !page(new Conditions(), "", 0, 1).isEmpty();
    }

    private List<ApprovalView> page(Conditions conditions, String order, int offset, int limit) {
        List<Object> parameters = new ArrayList<>(conditions.parameters());
        parameters.add(offset);
        parameters.add(limit);
        return ViewRows.query(
                database,
                "with page as materialized (select h.* from held_call h" + conditions.sql() + order
                        + " offset ? limit ?) " + ViewRows.PAGE + order,
                parameters);
    }
}
