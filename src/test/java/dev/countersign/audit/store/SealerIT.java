package dev.countersign.audit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.audit.Actor;
import dev.countersign.audit.AuditEntries;
import dev.countersign.audit.AuditEntry;
import dev.countersign.audit.AuditFilter;
import dev.countersign.audit.AuditLog.AllowedCall;
import dev.countersign.audit.AuditTrail;
import dev.countersign.audit.Checkpoint;
import dev.countersign.audit.SigningKey;
import dev.countersign.audit.export.Exports;
import dev.countersign.audit.verify.Report;
import dev.countersign.audit.verify.Verifier;
import dev.countersign.call.IdSource;
import dev.countersign.fixtures.FreshSchema;
import dev.countersign.fixtures.InfraResource;
import dev.countersign.secrets.MasterSecrets;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(InfraResource.class)
class SealerIT {

    @Inject
    Config config;

    @Inject
    IdSource ids;

    @TempDir
    Path folder;

    private DataSource database;
    private EntryWriter writer;
    private MasterSecrets secrets;

    @BeforeEach
    void freshLog() throws SQLException {
        database = FreshSchema.make(config);
        writer = new EntryWriter("n1", ids);
        secrets = new MasterSecrets(new byte[32], ids);
        sealer().makeLog();
    }

    @Test
    void shouldStayWholeWhenManyTransactionsWriteAndTwoSealersSeal() throws Exception {
        // given
        List<String> calls = lockableCalls(60);
        AtomicBoolean writing = new AtomicBoolean(true);
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Future<?>> sealers =
                List.of(threads.submit(sealWhile(writing, sealer())), threads.submit(sealWhile(writing, sealer())));
        // when
        List<Future<?>> writers = new ArrayList<>();
        for (int seed = 0; seed < 6; seed++) {
            writers.add(threads.submit(moveAll(calls, new Random(seed))));
        }
        for (Future<?> done : writers) {
            done.get();
        }
        writing.set(false);
        for (Future<?> done : sealers) {
            done.get();
        }
        threads.shutdown();
        AuditTrail trail = new JdbcAuditTrail(database, sealer());
        Report report = verify(trail);
        // then
        assertThat(report.result()).as(report.text()).isEqualTo(Report.Result.WHOLE);
        assertThat(trail.head().entries()).isEqualTo(60 * 6);
        assertThat(trail.head().unsealed()).isZero();
    }

    @Test
    void shouldNumberLaterWhenRowIsCommittedLater() throws Exception {
        // given
        AuditTrail trail = new JdbcAuditTrail(database, sealer());
        try (Connection slow = database.getConnection()) {
            slow.setAutoCommit(false);
            PendingEntry.insert(slow, List.of(event("server.changed")));
            write(event("policy.changed"));
            // when
            trail.seal();
            slow.commit();
            trail.seal();
        }
        // then
        List<AuditTrail.Line> lines = trail.lines(0, 10, AuditFilter.ALL, 10);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).text()).contains("\"seq\":1", "policy.changed");
        assertThat(lines.get(1).text()).contains("\"seq\":2", "server.changed");
        assertThat(verify(trail).result()).isEqualTo(Report.Result.WHOLE);
    }

    @Test
    void shouldSignEveryThousandEntriesWhenManyWait() throws Exception {
        // given
        List<PendingEntry> many = new ArrayList<>();
        for (int i = 0; i < 4_500; i++) {
            many.add(event("config.loaded"));
        }
        write(many);
        // when
        sealer().sealWaiting();
        // then
        AuditTrail trail = new JdbcAuditTrail(database, sealer());
        assertThat(trail.checkpoints(0, Long.MAX_VALUE))
                .extracting(Checkpoint::seq)
                .containsExactly(1_000L, 2_000L, 3_000L, 4_000L);
        assertThat(verify(trail).result()).isEqualTo(Report.Result.WHOLE);
    }

    @Test
    void shouldFindItWhenSealedRowWasForgedPastTheTriggers() throws Exception {
        // given
        write(event("config.loaded"));
        write(event("policy.changed"));
        AuditTrail trail = new JdbcAuditTrail(database, sealer());
        trail.seal();
        // when
        try (Connection connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("alter table audit_entry disable trigger all");
            statement.execute("update audit_entry set line = convert_to(replace(convert_from(line, 'UTF8'),"
                    + " 'policy.changed', 'policy.change2'), 'UTF8') where seq = 2");
        }
        // then
        assertThatThrownBy(() -> verify(trail)).hasMessageContaining("was changed in the database");
    }

    @Test
    void shouldKeepEntriesWaitingWhenKeyDoesNotOpen() throws Exception {
        // given
        write(event("config.loaded"));
        MasterSecrets foreign = new MasterSecrets(
                new byte[] {
                    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27,
                    28, 29, 30, 31, 32
                },
                ids);
        Sealer locked = new Sealer(database, new AuditKeys(foreign), ids);
        // when, then
        assertThatThrownBy(locked::sealAll).hasMessageContaining("encrypted with another key");
        assertThat(new JdbcAuditTrail(database, sealer()).head().unsealed()).isEqualTo(1);
    }

    @Test
    void shouldMakeOneKeyWhenTwoNodesStartAtOnce() throws Exception {
        // given
        DataSource fresh = FreshSchema.make(config);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        Callable<SigningKey> start = () -> {
            Sealer sealer = new Sealer(fresh, new AuditKeys(secrets), ids);
            sealer.makeLog();
            return sealer.openKey();
        };
        // when
        List<Future<SigningKey>> keys = threads.invokeAll(List.of(start, start));
        threads.shutdown();
        // then
        assertThat(keys.get(0).get().fingerprint()).isEqualTo(keys.get(1).get().fingerprint());
    }

    @Test
    void shouldRefuseCallsWhenBufferIsFullAndTakeThemAgainAfterwards() throws Exception {
        // given
        AllowedBuffer buffer = new AllowedBuffer(1_200);
        AllowedFlusher flusher = new AllowedFlusher(buffer, writer, database);
        for (int i = 0; i < 1_200; i++) {
            assertThat(buffer.offer(call(i))).isTrue();
        }
        // when, then
        assertThat(buffer.offer(call(0))).isFalse();
        flusher.flush();
        assertThat(buffer.offer(call(0))).isTrue();
        AuditTrail trail = new JdbcAuditTrail(database, sealer());
        trail.seal();
        assertThat(trail.head().entries()).as("500 + 500 + 200 calls").isEqualTo(3);
    }

    private Callable<Boolean> sealWhile(AtomicBoolean writing, Sealer sealer) {
        return () -> {
            while (writing.get()) {
                sealer.sealWaiting();
            }
            return true;
        };
    }

    /** Rows that are locked to draw the next step, as the service does it with its calls. */
    private List<String> lockableCalls(int count) throws SQLException {
        List<String> calls = new ArrayList<>();
        try (Connection connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create table call_row (id text primary key, step integer not null)");
            for (int i = 0; i < count; i++) {
                calls.add("call-" + i);
                statement.execute("insert into call_row values ('call-" + i + "', 0)");
            }
        }
        return calls;
    }

    /** Moves calls on in any order, against other threads that do the same, until all are at their sixth step. */
    private Callable<Boolean> moveAll(List<String> calls, Random random) {
        return () -> {
            List<String> open = new ArrayList<>(calls);
            try (Connection connection = database.getConnection()) {
                while (!open.isEmpty()) {
                    String call = open.get(random.nextInt(open.size()));
                    if (!Transactions.in(connection, () -> move(connection, call))) {
                        open.remove(call);
                    }
                }
            }
            return true;
        };
    }

    private boolean move(Connection connection, String call) throws SQLException {
        String sql = "update call_row set step = step + 1 where id = ? and step < 6 returning step";
        try (PreparedStatement lock = connection.prepareStatement(sql)) {
            lock.setString(1, call);
            try (ResultSet row = lock.executeQuery()) {
                if (!row.next()) {
                    return false;
                }
                AuditEntry entry = AuditEntries.completed(call).get(row.getInt(1) - 1);
                PendingEntry.insert(connection, List.of(writer.write(entry)));
                return true;
            }
        }
    }

    private static AllowedCall call(int i) {
        return new AllowedCall(Instant.EPOCH, "bot", "bank", "get_" + i, AuditEntries.DIGEST);
    }

    private PendingEntry event(String kind) {
        return writer.write(new AuditEntry.Event(Actor.system("test"), kind, Map.of()));
    }

    private void write(PendingEntry entry) throws SQLException {
        write(List.of(entry));
    }

    private void write(List<PendingEntry> entries) throws SQLException {
        try (Connection connection = database.getConnection()) {
            Transactions.in(connection, () -> {
                PendingEntry.insert(connection, entries);
                return true;
            });
        }
    }

    private Sealer sealer() {
        return new Sealer(database, new AuditKeys(secrets), ids);
    }

    private Report verify(AuditTrail trail) throws Exception {
        Path file = folder.resolve("export.ndjson");
        Exports.write(trail, file);
        return new Verifier(List.of(trail.signingKey().fingerprint()), List.of()).verify(file);
    }
}
