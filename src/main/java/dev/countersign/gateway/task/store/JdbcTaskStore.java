package dev.countersign.gateway.task.store;

import dev.countersign.approval.ThisNode;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.task.NewTask;
import dev.countersign.gateway.task.Task;
import dev.countersign.gateway.task.TaskId;
import dev.countersign.gateway.task.TaskStore;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/** Tasks in {@code mcp_task}; how a held call stands is read from {@code held_call} beside it. */
@Singleton
final class JdbcTaskStore implements TaskStore {

    /** Tasks of one agent that are kept at a time. */
    private static final int PER_AGENT = 20_000;

    /** How many are taken over at a time. */
    private static final int BATCH = 500;

    private static final String TASK = """
            t.id, t.agent, t.server, t.era, t.session, t.approval_id, t.created_at, t.ttl_millis, t.answer,
            t.message, t.headers, t.leg, t.cancelled_at is not null as cancelled""";

    private final DataSource database;
    private final ThisNode node;

    JdbcTaskStore(DataSource database, ThisNode node) {
        this.database = database;
        this.node = node;
    }

    @Override
    public Optional<Task> insert(NewTask task) {
        return ask("""
                with kept as (
                    select least(greatest(?, 3600000 + (extract(epoch from (coalesce(?, clock_timestamp())
                               - clock_timestamp())) * 1000)::bigint), 2592000000) as millis)
                insert into mcp_task as t (id, agent, server, era, session, approval_id, answer, sender_node,
                                           sender_epoch, message, headers, ttl_millis, forget_at)
                select ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, millis, clock_timestamp() + millis * interval '1 millisecond'
                  from kept
                 where (select count(*) from mcp_task where agent = ? and forget_at > clock_timestamp()) < ?
                returning updated_at,\s""" + TASK, insert -> {
            insert.setLong(1, task.askedMillis());
            insert.setTimestamp(2, task.now().expiresAt().map(Timestamp::from).orElse(null));
            TaskRows.owner(insert, 3, task);
            TaskRows.standing(insert, 8, task.now(), node);
            TaskRows.call(insert, 12, task.call());
            insert.setString(14, task.owner().agent().value());
            insert.setInt(15, PER_AGENT);
            return tasks(insert).stream().findFirst();
        });
    }

    @Override
    public Optional<Task> find(TaskId id) {
        return ask("select greatest(t.updated_at, h.claimed_at, h.ended_at) as updated_at, " + TASK + """
                  from mcp_task t left join held_call h on h.id = t.approval_id
                 where t.id = ? and t.forget_at > clock_timestamp()""", select -> {
            select.setString(1, id.value());
            return tasks(select).stream().findFirst();
        });
    }

    @Override
    public void delete(TaskId id) {
        change("delete from mcp_task where id = ?", id);
    }

    @Override
    public void cancel(TaskId id) {
        change("""
                update mcp_task set cancelled_at = clock_timestamp(), updated_at = clock_timestamp()
                 where id = ? and cancelled_at is null""", id);
    }

    @Override
    public void end(TaskId id, RawMessage answer) {
        ask(
                "update mcp_task set answer = ?, updated_at = clock_timestamp() where id = ? and answer is null",
                update -> {
                    update.setString(1, answer.text());
                    update.setString(2, id.value());
                    return update.executeUpdate();
                });
    }

    @Override
    public boolean claimLeg(TaskId id, int leg) {
        return ask("update mcp_task set leg = leg + 1 where id = ? and leg = ? and cancelled_at is null", update -> {
            update.setString(1, id.value());
            update.setInt(2, leg);
            return update.executeUpdate() == 1;
        });
    }

    @Override
    public void next(TaskId id, NewTask.Standing now) {
        ask("""
                with kept as (
                    select id, least(greatest(ttl_millis, 3600000 + (extract(epoch from (coalesce(?, clock_timestamp())
                               - created_at)) * 1000)::bigint), 2592000000) as millis
                      from mcp_task where id = ?)
                update mcp_task t set approval_id = ?, answer = ?, sender_node = ?, sender_epoch = ?, ttl_millis = millis,
                       forget_at = created_at + millis * interval '1 millisecond', updated_at = clock_timestamp()
                  from kept where t.id = kept.id""", update -> {
            update.setTimestamp(1, now.expiresAt().map(Timestamp::from).orElse(null));
            update.setString(2, id.value());
            TaskRows.standing(update, 3, now, node);
            return update.executeUpdate();
        });
    }

    @Override
    public List<Task> adopt() {
        return ask("""
                update mcp_task t set adopted_at = clock_timestamp()
                 where t.id in (
                    select c.id from mcp_task c
                      join held_call h on h.id = c.approval_id
                      left join node n on n.name = h.waiter_node and n.epoch = h.waiter_epoch
                       and n.lease_until > clock_timestamp()
                     where h.status in ('parking', 'pending', 'approved') and (h.waiter is null or n.name is null)
                       and c.cancelled_at is null and c.forget_at > clock_timestamp()
                       and (c.adopted_at is null or c.adopted_at < clock_timestamp() - interval '5 seconds')
                       and c.created_at < clock_timestamp() - interval '1 second'
                     order by c.created_at limit ? for update of c skip locked)
                returning t.updated_at,\s""" + TASK, update -> {
            update.setInt(1, BATCH);
            return tasks(update);
        });
    }

    @Override
    public List<Task> abandoned() {
        return ask("select t.updated_at, " + TASK + """
                  from mcp_task t
                  left join node n on n.name = t.sender_node and n.epoch = t.sender_epoch
                 where t.sender_node is not null and t.answer is null
                   and (n.name is null or n.lease_until + interval '10 seconds' < clock_timestamp()) limit ?""", select -> {
            select.setInt(1, BATCH);
            return tasks(select);
        });
    }

    @Override
    public Set<TaskId> over(Collection<TaskId> ids) {
        return ask("""
                select t.id from mcp_task t left join held_call h on h.id = t.approval_id
                 where t.id = any (?)
                   and (t.answer is not null or t.cancelled_at is not null or h.ended_at is not null)""", select -> {
            Object[] texts = ids.stream().map(TaskId::value).toArray();
            select.setArray(1, select.getConnection().createArrayOf("text", texts));
            Set<TaskId> over = new HashSet<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    over.add(new TaskId(rows.getString(1)));
                }
            }
            return over;
        });
    }

    @Override
    public void forget() {
        ask("delete from mcp_task where forget_at < clock_timestamp()", PreparedStatement::executeUpdate);
    }

    private static List<Task> tasks(PreparedStatement statement) throws SQLException {
        List<Task> tasks = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                tasks.add(TaskRows.task(rows));
            }
        }
        return tasks;
    }

    private void change(String sql, TaskId id) {
        ask(sql, statement -> {
            statement.setString(1, id.value());
            return statement.executeUpdate();
        });
    }

    private <T> T ask(String sql, Question<T> question) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return question.ask(statement);
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL did not answer about a task", e);
        }
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask(PreparedStatement statement) throws SQLException;
    }
}
