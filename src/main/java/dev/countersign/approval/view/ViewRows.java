package dev.countersign.approval.view;

import dev.countersign.approval.ApprovalView;
import dev.countersign.approval.Snapshot;
import dev.countersign.approval.Status;
import dev.countersign.approval.VoteDecision;
import dev.countersign.approval.column.GroupNames;
import dev.countersign.approval.column.SnapshotJson;
import dev.countersign.approval.column.VoteRulesJson;
import dev.countersign.call.AgentName;
import dev.countersign.call.ApprovalId;
import dev.countersign.call.Digest;
import dev.countersign.call.PersonName;
import dev.countersign.call.Risk;
import dev.countersign.call.RulePointer;
import dev.countersign.call.ServerName;
import dev.countersign.call.ToolName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * From one joined row to one {@link ApprovalView}: what never changes comes from the call's rows, what changes from the event that
 * the query chose (the last one, or the one of a version).
 */
final class ViewRows {

    /** Everything of a call ({@code h}, {@code p}) as it was after event {@code e}; now, a live waiter is one whose node has a lease. */
    static final String COLUMNS = """
            h.id, e.status, e.version, e.xid, e.seq, e.body, h.server, h.tool, h.agent, h.owner, h.digest,
            h.rule_pointer, h.rule_message, h.policy_version, h.quorum, h.voter_groups, h.vote_rules, h.risk, h.created_at, h.expires_at,
            h.ended_at, h.outcome_error, h.outcome_text, h.void_message, h.finding, h.finding_note, h.finding_by,
            h.finding_at, h.finding_owner, p.arguments, p.also_sent, p.meta, d.arguments as edited,
            e.version < h.version or exists (select 1 from node n where n.name = h.waiter_node
                and n.epoch = h.waiter_epoch and n.lease_until > clock_timestamp()) as alive,
            (select array_agg(s.id order by s.created_at desc) from held_call s
              where s.digest = h.digest and s.agent = h.agent and s.id <> h.id
                and (s.ended_at is null or s.ended_at > clock_timestamp() - interval '1 day')) as same_as""";

    static final String JOINED = " join held_payload p on p.id = h.id"
            + " left join held_edit d on d.id = h.id and d.digest = e.body::json #>> '{edit,digest}' ";

    /** The calls of a page that was cut out of {@code held_call} before anything is joined: {@code with page as (…) } goes before. */
    static final String PAGE = "select " + COLUMNS + " from page h"
            + " join approval_event e on e.approval_id = h.id and e.version = h.version" + JOINED;

    private ViewRows() {}

    /** Runs a query for calls; a parameter that is a list of words becomes an array. */
    static List<ApprovalView> query(DataSource database, String sql, List<Object> parameters) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, parameters);
            List<ApprovalView> found = new ArrayList<>();
            try (ResultSet r = statement.executeQuery()) {
                while (r.next()) {
                    found.add(read(r));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new DatabaseAwayException(e);
        }
    }

    static void set(PreparedStatement statement, List<Object> parameters) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            Object value = parameters.get(i);
            statement.setObject(
                    i + 1,
                    value instanceof String[] words ? statement.getConnection().createArrayOf("text", words) : value);
        }
    }

    static ApprovalView read(ResultSet r) throws SQLException {
        Snapshot snapshot = SnapshotJson.read(r.getString("body"));
        Status status = Status.valueOf(r.getString("status").toUpperCase(Locale.ROOT));
        return new ApprovalView(
                new ApprovalId(r.getObject("id", UUID.class)),
                status,
                r.getLong("version"),
                new ServerName(r.getString("server")),
                new ToolName(r.getString("tool")),
                new AgentName(r.getString("agent")),
                new PersonName(r.getString("owner")),
                r.getString("arguments"),
                r.getString("also_sent"),
                r.getString("meta"),
                new Digest(r.getString("digest")),
                new ApprovalView.Rule(
                        new RulePointer(r.getString("rule_pointer")),
                        r.getString("rule_message"),
                        r.getString("policy_version")),
                Risk.valueOf(r.getString("risk").toUpperCase(Locale.ROOT)),
                instant(r, "created_at"),
                instant(r, "expires_at"),
                snapshot.attached() && !status.terminal() && r.getBoolean("alive"),
                quorum(r, snapshot),
                votes(snapshot),
                edited(r, snapshot),
                status.terminal() ? outcome(r) : Optional.empty(),
                snapshot.resolved() ? resolution(r) : Optional.empty(),
                status == Status.UNKNOWN
                        ? Optional.ofNullable(r.getString("finding_owner")).map(PersonName::new)
                        : Optional.empty(),
                status == Status.VOIDED ? Optional.ofNullable(r.getString("void_message")) : Optional.empty(),
                sameAs(r));
    }

    private static ApprovalView.Quorum quorum(ResultSet r, Snapshot snapshot) throws SQLException {
        List<Snapshot.CastVote> votes = snapshot.votes();
        String digest = votes.isEmpty() ? "" : votes.get(votes.size() - 1).sendDigest();
        boolean fourEyes = VoteRulesJson.read(r.getString("vote_rules")).fourEyes();
        Optional<Snapshot.Edit> own =
                snapshot.edit().filter(edit -> fourEyes && edit.digest().equals(digest));
        int approvals = (int) votes.stream()
                .filter(v -> v.decision().equals(VoteDecision.APPROVE.word())
                        && v.sendDigest().equals(digest))
                .filter(v -> own.filter(edit -> edit.by().equals(v.by())).isEmpty())
                .count();
        return new ApprovalView.Quorum(r.getInt("quorum"), approvals, GroupNames.read(r.getString("voter_groups")));
    }

    private static List<ApprovalView.CastVote> votes(Snapshot snapshot) {
        return snapshot.votes().stream()
                .map(v -> new ApprovalView.CastVote(
                        new PersonName(v.by()),
                        VoteDecision.valueOf(v.decision().toUpperCase(Locale.ROOT)),
                        v.comment(),
                        v.at()))
                .toList();
    }

    private static Optional<ApprovalView.Edit> edited(ResultSet r, Snapshot snapshot) throws SQLException {
        @Nullable String text = r.getString("edited");
        return text == null || originalWon(r.getInt("quorum"), snapshot, r.getString("digest"))
                ? Optional.empty()
                : snapshot.edit().map(e -> new ApprovalView.Edit(text, new Digest(e.digest()), new PersonName(e.by())));
    }

    /** Whether enough approvals name the agent's own text: then nobody's edit is sent. */
    private static boolean originalWon(int quorum, Snapshot snapshot, String digest) {
        return snapshot.votes().stream()
                        .filter(v -> v.decision().equals(VoteDecision.APPROVE.word())
                                && v.sendDigest().equals(digest))
                        .count()
                >= quorum;
    }

    private static Optional<ApprovalView.Outcome> outcome(ResultSet r) throws SQLException {
        @Nullable String text = r.getString("outcome_text");
        return text == null
                ? Optional.empty()
                : Optional.of(new ApprovalView.Outcome(instant(r, "ended_at"), r.getBoolean("outcome_error"), text));
    }

    private static Optional<ApprovalView.Resolution> resolution(ResultSet r) throws SQLException {
        return Optional.of(new ApprovalView.Resolution(
                "executed".equals(r.getString("finding")),
                r.getString("finding_note"),
                new PersonName(r.getString("finding_by")),
                instant(r, "finding_at")));
    }

    private static List<ApprovalId> sameAs(ResultSet r) throws SQLException {
        @Nullable Array array = r.getArray("same_as");
        List<ApprovalId> ids = new ArrayList<>();
        if (array != null) {
            for (Object id : (Object[]) array.getArray()) {
                ids.add(new ApprovalId((UUID) id));
            }
        }
        return ids;
    }

    static Instant instant(ResultSet r, String column) throws SQLException {
        Timestamp at = r.getTimestamp(column);
        return at.toInstant();
    }
}
