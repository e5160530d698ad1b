package dev.countersign.audit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.audit.Actor;
import dev.countersign.audit.AuditEntries;
import dev.countersign.audit.AuditEntry;
import dev.countersign.audit.AuditLog.AllowedCall;
import dev.countersign.call.IdSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EntryWriterTest {

    private final EntryWriter writer = new EntryWriter("n1", new Zeros());

    @Test
    void shouldWriteTheGoldenEntryWhenTheCallIsTheSame() throws IOException {
        // given
        String golden = Files.readAllLines(Path.of("src/test/resources/golden/audit/export.ndjson"))
                .get(1);
        // when
        PendingEntry entry = writer.write(AuditEntries.completed("a1").get(0));
        // then
        assertThat(golden)
                .endsWith("\"2026-11-20T10:00:00.000Z\"," + entry.body().substring(1));
        assertThat(entry.approval()).contains("a1");
        assertThat(entry.step()).contains(1);
    }

    @Test
    void shouldTellVoteWithDecisionAndDigestWhenPersonVotes() {
        PendingEntry entry = writer.write(AuditEntries.vote("bob", "a1", 3));
        assertThat(entry.body())
                .contains("\"actor\":{\"kind\":\"person\",\"id\":\"bob\",\"via\":\"rest\"}")
                .contains("\"decision\":\"approve\",\"comment\":\"fine\",\"sendDigest\":\"" + AuditEntries.DIGEST);
        assertThat(entry.person()).contains("bob");
    }

    @Test
    void shouldStayOneLineWhenTextsHoldLineBreaksOrHalfCharacters() {
        // given
        AuditEntry odd = new AuditEntry.Event(
                Actor.person("a\nb", "rest", ""), "login.failed", Map.of("note", "x\r\n\u2028\ud800y"));
        // when
        String body = writer.write(odd).body();
        // then
        assertThat(body).doesNotContain("\n").doesNotContain("\r").contains("a\\nb");
    }

    @Test
    void shouldListEveryCallWhenCallsWereAllowed() {
        PendingEntry entry = writer.write(
                "bot", "bank", List.of(new AllowedCall(Instant.EPOCH, "bot", "bank", "get", AuditEntries.DIGEST)));
        assertThat(entry.body())
                .contains("\"agent\":\"bot\",\"server\":\"bank\",\"calls\":[[\"1970-01-01T00:00:00.000Z\",\"get\",\""
                        + AuditEntries.DIGEST + "\"]]");
    }

    @Test
    void shouldRefuseEventWhenItsMemberWouldStandTwice() {
        AuditEntry event = new AuditEntry.Event(Actor.system("x"), "config.loaded", Map.of("salt", "1"));
        assertThatThrownBy(() -> writer.write(event)).hasMessageContaining("salt");
    }

    @Test
    void shouldNumberTheStepWhenEventIsAboutAnApproval() {
        PendingEntry entry = writer.write(new AuditEntry.Event(
                Actor.person("bob", "rest", ""), "approval.resolved", Map.of("approvalId", "a1", "step", "7")));
        assertThat(entry.body()).contains("\"step\":7");
        assertThat(entry.step()).isEqualTo(Optional.of(7));
    }

    private static final class Zeros implements IdSource {
        @Override
        public UUID uuid() {
            return new UUID(0, 0);
        }

        @Override
        public byte[] bytes(int count) {
            return new byte[count];
        }
    }
}
