package dev.countersign.approval.view;

import dev.countersign.approval.ApprovalQuery;
import dev.countersign.approval.ApprovalView;
import dev.countersign.approval.ApprovalViews;
import dev.countersign.approval.Status;
import dev.countersign.call.ApprovalId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;

/** Queries over the rows that arbitrate, so that a page says what the record says. */
@ApplicationScoped
public class StoredViews implements ApprovalViews {

    private static final String NOW = "select " + ViewRows.COLUMNS + " from held_call h"
            + " join approval_event e on e.approval_id = h.id and e.version = h.version" + ViewRows.JOINED;

    private static final String THEN = "select " + ViewRows.COLUMNS + " from held_call h"
            + " join approval_event e on e.approval_id = h.id" + ViewRows.JOINED;

    private static final String NEWEST_FIRST = " order by h.created_at desc, h.id desc";
    private static final String FOUND = """
             and (position(? in h.id::text) > 0 or position(? in lower(h.server)) > 0 or position(? in lower(h.tool)) > 0
                  or position(? in lower(h.agent)) > 0 or position(? in lower(h.owner)) > 0
                  or position(? in lower(p.arguments)) > 0
                  or exists (select 1 from vote v where v.approval_id = h.id
                              and (position(? in lower(v.person)) > 0 or position(? in lower(v.comment)) > 0)))""";

    private static final int FOUND_PARAMETERS = 8;

    private final DataSource database;

    StoredViews(DataSource database) {
        this.database = database;
    }

    @Override
    public Optional<ApprovalView> find(ApprovalId id) {
        return query(NOW + " where h.id = ?", List.of(id.value())).stream().findFirst();
    }

    @Override
    public Optional<ApprovalView> findAt(ApprovalId id, long version) {
        return query(THEN + " where h.id = ? and e.version = ?", List.of(id.value(), version)).stream()
                .findFirst();
    }

    @Override
    public Page list(ApprovalQuery query) {
        // The page is cut out of the calls alone, before anything is joined: a burst of new calls that the planner has
        // no figures of
        // yet must not be joined as a whole to show fifty
        StringBuilder sql = new StringBuilder("with page as materialized (select h.* from held_call h")
                .append(query.text().isPresent() ? " join held_payload p on p.id = h.id" : "")
                .append(" where true");
        List<Object> parameters = new ArrayList<>();
        if (query.statuses().size() == 1) { // an index has these in order, which it has not for several
            equal(
                    sql,
                    parameters,
                    "h.status",
                    query.statuses().stream().findFirst().map(Status::word));
        } else if (!query.statuses().isEmpty()) {
            sql.append(" and h.status = any (?)");
            parameters.add(query.statuses().stream().map(Status::word).toArray(String[]::new));
        }
        equal(sql, parameters, "h.server", query.server());
        equal(sql, parameters, "h.tool", query.tool());
        equal(sql, parameters, "h.agent", query.agent());
        query.text().ifPresent(text -> {
            sql.append(' ').append(FOUND);
            for (int i = 0; i < FOUND_PARAMETERS; i++) {
                parameters.add(text.toLowerCase(Locale.ROOT));
            }
        });
        query.cursor().map(Cursor::parse).ifPresent(cursor -> {
            sql.append(" and (h.created_at, h.id) < (?, ?)");
            parameters.add(cursor.createdAt().atOffset(ZoneOffset.UTC));
            parameters.add(cursor.id());
        });
        sql.append(NEWEST_FIRST).append(" limit ?) ").append(ViewRows.PAGE).append(NEWEST_FIRST);
        parameters.add(query.limit() + 1);
        return page(query(sql.toString(), parameters), query.limit());
    }

    private static void equal(StringBuilder sql, List<Object> parameters, String column, Optional<String> value) {
        value.ifPresent(v -> {
            sql.append(" and ").append(column).append(" = ?");
            parameters.add(v);
        });
    }

    private static Page page(List<ApprovalView> found, int limit) {
        if (found.size() <= limit) {
            return new Page(found, Optional.empty());
        }
        ApprovalView last = found.get(limit - 1);
        return new Page(
                found.subList(0, limit),
                Optional.of(new Cursor(last.createdAt(), last.id().value()).text()));
    }

    @Override
    public Optional<String> explanation(ApprovalId id) {
        String sql = "select explanation from held_payload where id = ?";
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id.value());
            try (ResultSet r = statement.executeQuery()) {
                return r.next() ? Optional.ofNullable(r.getString(1)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new DatabaseAwayException(e);
        }
    }

    @Override
    public List<Step> steps(ApprovalId id) {
        String sql = "select at, status, version, actor from approval_event where approval_id = ? order by version";
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id.value());
            List<Step> steps = new ArrayList<>();
            try (ResultSet r = statement.executeQuery()) {
                while (r.next()) {
                    Status status = Status.valueOf(r.getString("status").toUpperCase(Locale.ROOT));
                    steps.add(new Step(ViewRows.instant(r, "at"), status, r.getLong("version"), r.getString("actor")));
                }
            }
            return steps;
        } catch (SQLException e) {
            throw new DatabaseAwayException(e);
        }
    }

    private List<ApprovalView> query(String sql, List<Object> parameters) {
        return ViewRows.query(database, sql, parameters);
    }
}
