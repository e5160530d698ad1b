package dev.countersign.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ChainTest {

    private static final UUID LOG = UUID.fromString("7b0c2d8e-5f3a-4d1e-9c61-0a2b3c4d5e6f");

    @Test
    void shouldStartAsTheGoldenExportWhenTheLogIsTheSame() {
        // when
        Chain start = Chain.start(LOG);
        // then
        assertThat(start.seq()).isZero();
        assertThat(start.link()).isEqualTo("12f0988c741b6b6f8085c952d07c435a8cc26e0e3ffc4427e88db8e956731c2d");
    }

    @Test
    void shouldSignTheGoldenCheckpointWhenTheGoldenEntryIsAppended() throws IOException {
        // given
        List<String> golden = Files.readAllLines(Path.of("src/test/resources/golden/audit/export.ndjson"));
        // when
        Chain chain = Chain.start(LOG).append(golden.get(1).getBytes(StandardCharsets.UTF_8));
        Checkpoint signed = Checkpoint.sign(AuditKeysForTests.rfc8032(), chain, "2026-11-20T10:01:00.000Z");
        // then
        assertThat(chain.link()).isEqualTo("a9ee67ec20b5c6505547f9627eaa010e8bbf36f0166ce17d2fb23d6567305509");
        assertThat(golden.get(2)).contains(signed.link(), signed.keyId(), "\"" + signed.sig() + "\"");
    }

    @Test
    void shouldKeepItsKindWhenKeyIsStoredAndReadBack() {
        // given
        SigningKey made = SigningKey.generate();
        // when
        SigningKey read = SigningKey.of(made.publicRaw(), made.pkcs8());
        // then
        assertThat(read.sign("text")).isEqualTo(made.sign("text"));
        assertThat(read.fingerprint()).startsWith("sha256:" + made.id());
        assertThat(read).hasToString("SigningKey[" + made.id() + "]");
    }
}
