package dev.countersign.gateway.task.store;

import dev.countersign.approval.ThisNode;
import dev.countersign.call.AgentName;
import dev.countersign.call.ApprovalId;
import dev.countersign.call.ServerName;
import dev.countersign.gateway.Era;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.task.NewTask;
import dev.countersign.gateway.task.NewTask.Standing;
import dev.countersign.gateway.task.Task;
import dev.countersign.gateway.task.TaskId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From a task to the columns of its row, and back. */
final class TaskRows {

    private TaskRows() {}

    /** Five parameters: id, agent, server, era, session. */
    static void owner(PreparedStatement to, int first, NewTask task) throws SQLException {
        to.setString(first, task.id().value());
        to.setString(first + 1, task.owner().agent().value());
        to.setString(first + 2, task.owner().server().value());
        to.setString(first + 3, task.owner().era().word());
        to.setString(first + 4, task.owner().session().orElse(null));
    }

    /** Four parameters: approval, answer, node and life of the sender. */
    static void standing(PreparedStatement to, int first, Standing now, ThisNode node) throws SQLException {
        to.setObject(first, now.approval().map(ApprovalId::value).orElse(null), Types.OTHER);
        to.setString(first + 1, now.answer().map(RawMessage::text).orElse(null));
        to.setString(first + 2, now.isSending() ? node.name() : null);
        to.setObject(first + 3, now.isSending() ? node.epoch() : null, Types.BIGINT);
    }

    /** Two parameters: message, headers. */
    static void call(PreparedStatement to, int first, Optional<Task.Call> call) throws SQLException {
        to.setBytes(first, call.map(c -> c.message().bytes()).orElse(null));
        to.setString(first + 1, call.map(c -> lines(c.headers())).orElse(null));
    }

    static Task task(ResultSet row) throws SQLException {
        return new Task(
                new TaskId(row.getString("id")),
                new Task.Owner(
                        new AgentName(row.getString("agent")),
                        new ServerName(row.getString("server")),
                        Era.valueOf(row.getString("era").toUpperCase(Locale.ROOT)),
                        Optional.ofNullable(row.getString("session"))),
                Optional.ofNullable(row.getObject("approval_id", UUID.class)).map(ApprovalId::new),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant(),
                row.getLong("ttl_millis"),
                row.getBoolean("cancelled"),
                Optional.ofNullable(row.getString("answer")).map(RawMessage::of),
                call(row),
                row.getInt("leg"));
    }

    private static Optional<Task.Call> call(ResultSet row) throws SQLException {
        byte @Nullable [] message = row.getBytes("message");
        @Nullable String headers = row.getString("headers");
        return message == null || headers == null
                ? Optional.empty()
                : Optional.of(new Task.Call(RawMessage.of(message), headers(headers)));
    }

    /** A header holds no line break (RFC 9110, section 5.5). */
    private static String lines(Map<String, String> headers) {
        return headers.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue())
                .collect(Collectors.joining("\n"));
    }

    private static Map<String, String> headers(String lines) {
        return lines.lines()
                .map(line -> line.split(":", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }
}
