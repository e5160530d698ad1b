package dev.countersign.secrets.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.call.IdSource;
import dev.countersign.fixtures.FreshSchema;
import dev.countersign.fixtures.InfraResource;
import dev.countersign.secrets.SecretBox;
import dev.countersign.secrets.SecretsException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(InfraResource.class)
class MasterTableIT {

    private static final String KEY = "a key of the operator, long enough to be one";

    @Inject
    Config config;

    @Inject
    IdSource ids;

    @TempDir
    Path folder;

    private DataSource database;

    @BeforeEach
    void freshTable() throws SQLException {
        database = FreshSchema.make(config);
    }

    @Test
    void shouldAgreeWhenNodesStartAtOnce() throws Exception {
        // given
        ExecutorService threads = Executors.newFixedThreadPool(4);
        Callable<String> start = () -> HexFormat.of().formatHex(read(KEY));
        // when
        List<Future<String>> masters = threads.invokeAll(List.of(start, start, start, start));
        threads.shutdown();
        // then
        for (Future<String> master : masters) {
            assertThat(master.get()).isEqualTo(masters.get(0).get());
        }
    }

    @Test
    void shouldRefuseClearlyWhenKeyIsAnotherOneOrMissing() {
        // given
        read(KEY);
        // when, then
        assertThatThrownBy(() -> read(KEY + "!"))
                .isInstanceOf(SecretsException.class)
                .hasMessageContaining("another COUNTERSIGN_SECRET_KEY");
        assertThatThrownBy(() -> new MasterTable(database, ids).read(Optional.empty()))
                .isInstanceOf(SecretsException.class)
                .hasMessageContaining("COUNTERSIGN_SECRET_KEY is missing");
    }

    @Test
    void shouldEncryptFromThenOnWhenKeyIsGivenLater() {
        // given
        byte[] unwrapped = new MasterTable(database, ids).read(Optional.empty());
        // when
        byte[] wrapped = read(KEY);
        // then
        assertThat(wrapped).isEqualTo(unwrapped);
        assertThat(read(KEY)).isEqualTo(unwrapped);
        assertThatThrownBy(() -> new MasterTable(database, ids).read(Optional.empty()))
                .isInstanceOf(SecretsException.class);
    }

    @Test
    void shouldRefuseToStartWhenProductionHasNoKey() {
        assertThatThrownBy(() -> source(Optional.empty(), false, true).find())
                .isInstanceOf(SecretsException.class)
                .hasMessageContaining("must be given in production");
    }

    @Test
    void shouldRefuseToStartWhenKeyIsShort() {
        assertThatThrownBy(() -> source(Optional.of("short"), true, false).find())
                .isInstanceOf(SecretsException.class)
                .hasMessageContaining("has 5 characters and needs at least 32")
                .hasMessageNotContaining("short");
    }

    @Test
    void shouldMakePrivateKeyFileOnceWhenEmbedded() throws Exception {
        // given
        SecretKeySource source = source(Optional.empty(), true, false);
        // when
        byte[] closed = source.find().orElseThrow().close("x", new byte[] {7});
        // then
        Path file = folder.resolve("data/secret.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(source.find().orElseThrow().open("x", closed)).containsExactly(7);
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void shouldKeepSecretsUnwrappedWhenExternalWithoutKeyOutsideProduction() {
        assertThat(source(Optional.empty(), false, false).find()).isEmpty();
    }

    private SecretKeySource source(Optional<String> key, boolean embedded, boolean production) {
        return new SecretKeySource(new SecretsSettings(key, embedded, folder.resolve("data"), production), ids);
    }

    private byte[] read(String key) {
        return new MasterTable(database, ids).read(Optional.of(SecretBox.ofText(key, ids)));
    }
}
