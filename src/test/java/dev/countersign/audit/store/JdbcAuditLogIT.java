package dev.countersign.audit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.countersign.audit.Actor;
import dev.countersign.audit.AuditEntries;
import dev.countersign.audit.AuditEntry;
import dev.countersign.audit.AuditFilter;
import dev.countersign.audit.AuditLog;
import dev.countersign.audit.AuditLog.AllowedCall;
import dev.countersign.audit.AuditTrail;
import dev.countersign.fixtures.InfraResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionalException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(InfraResource.class)
class JdbcAuditLogIT {

    @Inject
    AuditLog log;

    @Inject
    AuditTrail trail;

    @Inject
    DataSource database;

    @Test
    void shouldRefuseWhenThereIsNoTransaction() {
        // given
        AuditEntry entry = new AuditEntry.Event(Actor.system("test"), "config.loaded", Map.of());
        // when, then
        assertThatThrownBy(() -> log.record(entry)).isInstanceOf(TransactionalException.class);
    }

    @Test
    void shouldForgetEntryWhenItsTransactionRollsBack() {
        // given
        String approval = UUID.randomUUID().toString();
        // when
        QuarkusTransaction.begin();
        log.record(AuditEntries.completed(approval).get(0));
        QuarkusTransaction.rollback();
        trail.seal();
        // then
        assertThat(linesOf(approval)).isEmpty();
    }

    @Test
    void shouldSealEntriesOfOneApprovalInTheirOrderWhenTheyAreCommitted() {
        // given
        String approval = UUID.randomUUID().toString();
        // when
        for (AuditEntry entry : AuditEntries.completed(approval)) {
            QuarkusTransaction.requiringNew().run(() -> log.record(entry));
        }
        // then
        await().untilAsserted(() -> assertThat(linesOf(approval)).hasSize(6));
        assertThat(linesOf(approval).get(5)).contains("\"step\":1,\"from\":null,\"to\":\"parking\"");
        assertThat(linesOf(approval).get(0)).contains("\"step\":6,\"from\":\"releasing\",\"to\":\"completed\"");
    }

    @Test
    void shouldWriteAllowedCallsAsOneEntryWhenTheyComeTogether() {
        // given
        String agent = "agent-" + UUID.randomUUID();
        // when
        for (int i = 0; i < 20; i++) {
            assertThat(log.allowed(new AllowedCall(Instant.EPOCH, agent, "bank", "get_" + i, AuditEntries.DIGEST)))
                    .isTrue();
        }
        // then
        AuditFilter ofAgent = new AuditFilter(
                Set.of("calls.allowed"),
                Optional.empty(),
                Optional.of(agent),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        await().untilAsserted(() -> assertThat(
                        trail.page(ofAgent, OptionalLong.empty(), 10).lines())
                .isNotEmpty()
                .first()
                .extracting(AuditTrail.Line::text)
                .asString()
                .contains("\"get_19\""));
    }

    @Test
    void shouldRefuseChangeWhenEntryIsSealed() {
        // given
        QuarkusTransaction.requiringNew()
                .run(() -> log.record(new AuditEntry.Event(Actor.system("test"), "config.loaded", Map.of())));
        trail.seal();
        // when, then
        for (String sql : List.of(
                "update audit_entry set kind = 'x'",
                "delete from audit_entry",
                "truncate audit_entry",
                "update audit_checkpoint set sig = ''",
                "delete from audit_checkpoint")) {
            assertThatThrownBy(() -> run(sql)).as(sql).hasMessageContaining("are final");
        }
    }

    @Test
    void shouldRefuseSecondEntryWhenItClaimsTheSameStep() {
        // given
        String approval = UUID.randomUUID().toString();
        AuditEntry first = AuditEntries.completed(approval).get(0);
        // when, then
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    log.record(first);
                    log.record(first);
                }))
                .hasMessageContaining("approval.moved");
    }

    private List<String> linesOf(String approval) {
        AuditFilter filter = new AuditFilter(
                Set.of(),
                Optional.of(approval),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return trail.page(filter, OptionalLong.empty(), 100).lines().stream()
                .map(AuditTrail.Line::text)
                .toList();
    }

    private void run(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
