package dev.countersign.gateway.stream.store;

import dev.countersign.call.AgentName;
import dev.countersign.call.ApprovalId;
import dev.countersign.gateway.stream.NewStream;
import dev.countersign.gateway.stream.StreamJournal;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import javax.sql.DataSource;

/** The table {@code held_stream}. Who is ahead of whom is decided by the lock on the call's own row, which the caller has. */
@Singleton
class JdbcStreamJournal implements StreamJournal {

    private static final String TAKE = "update held_stream set state = 'taken' where hold = ? and state = 'open'";
    private static final String BEGIN = "insert into held_stream (id, hold, agent, session, request_id, progress_token)"
            + " values (?, ?, ?, ?, ?, ?)";
    private static final String NEXT =
            "update held_stream set leg = leg + 1 where id = ? and state = 'open' returning leg";
    private static final String OVER = "update held_stream set state = 'cancelled' where id = ? and state = 'open'";

    /** A stream is known as long as its session, and for 24 hours after the end of its call. */
    private static final String FIND = """
            select s.hold, s.request_id, s.progress_token, s.leg,
                   s.state = 'cancelled' or h.status = 'withdrawn' as over,
                   extract(epoch from clock_timestamp() - s.opened_at) * 1000 as age
              from held_stream s
              join held_call h on h.id = s.hold
              join mcp_session m on m.id = s.session and m.ended_at is null
             where s.id = ? and s.agent = ? and s.session = ? and s.state <> 'taken'
               and (h.ended_at is null or h.ended_at > clock_timestamp() - interval '24 hours')""";

    private static final String SWEEP = """
            delete from held_stream s where s.opened_at < clock_timestamp() - interval '24 hours' and not exists (
                select 1 from held_call h where h.id = s.hold
                   and (h.ended_at is null or h.ended_at > clock_timestamp() - interval '24 hours'))""";

    private final DataSource database;

    JdbcStreamJournal(DataSource database) {
        this.database = database;
    }

    @Override
    @Transactional(TxType.MANDATORY)
    public void joined(ApprovalId hold, Optional<NewStream> own) {
        change(TAKE, take -> take.setObject(1, hold.value()));
        own.ifPresent(stream -> change(BEGIN, begin -> {
            begin.setObject(1, stream.id());
            begin.setObject(2, hold.value());
            begin.setString(3, stream.agent().value());
            begin.setString(4, stream.session());
            begin.setString(5, stream.requestId());
            begin.setString(6, stream.progressToken().orElse(null));
        }));
    }

    @Override
    @Transactional(TxType.MANDATORY)
    public OptionalInt nextLeg(UUID stream) {
        return ask(NEXT, next -> {
            next.setObject(1, stream);
            try (ResultSet rows = next.executeQuery()) {
                return rows.next() ? OptionalInt.of(rows.getInt(1)) : OptionalInt.empty();
            }
        });
    }

    @Override
    public Optional<Known> find(UUID stream, AgentName agent, String session) {
        return ask(FIND, find -> {
            find.setObject(1, stream);
            find.setString(2, agent.value());
            find.setString(3, session);
            try (ResultSet rows = find.executeQuery()) {
                return rows.next() ? Optional.of(known(stream, rows)) : Optional.empty();
            }
        });
    }

    private static Known known(UUID stream, ResultSet row) throws SQLException {
        return new Known(
                stream,
                new ApprovalId(row.getObject("hold", UUID.class)),
                row.getString("request_id"),
                Optional.ofNullable(row.getString("progress_token")),
                row.getInt("leg"),
                row.getBoolean("over"),
                Duration.ofMillis(row.getLong("age")));
    }

    @Override
    public void over(UUID stream) {
        change(OVER, end -> end.setObject(1, stream));
    }

    /** Forgets streams whose calls ended more than a day ago; idempotent, may run on several nodes at once. */
    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweep() {
        change(SWEEP, nothing -> {});
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(PreparedStatement statement) throws SQLException;
    }

    @FunctionalInterface
    private interface Parameters {
        void set(PreparedStatement statement) throws SQLException;
    }

    private void change(String sql, Parameters parameters) {
        int unused = ask(sql, statement -> {
            parameters.set(statement);
            return statement.executeUpdate();
        });
    }

    private <T> T ask(String sql, Work<T> work) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return work.on(statement);
        } catch (SQLException e) {
            throw new StreamStoreException(e);
        }
    }
}
