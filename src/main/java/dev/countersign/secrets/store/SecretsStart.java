package dev.countersign.secrets.store;

import dev.countersign.call.IdSource;
import dev.countersign.secrets.DeploymentSecrets;
import dev.countersign.secrets.MasterSecrets;
import dev.countersign.secrets.Purpose;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Opens the deployment's secrets at start, before anything that needs them; without them the service does not start. */
@Singleton
final class SecretsStart {

    private static final int BEFORE_OTHERS = 100;

    @Produces
    @Singleton
    DeploymentSecrets secrets(
            DataSource database,
            IdSource ids,
            @ConfigProperty(name = "countersign.secret-key") Optional<String> secretKey,
            @ConfigProperty(name = "countersign.infra") Optional<String> infra,
            @ConfigProperty(name = "countersign.data", defaultValue = "./data") Path data,
            @ConfigProperty(name = "countersign.production", defaultValue = "false") boolean production) {
        boolean embedded = infra.filter("embedded"::equals).isPresent();
        SecretsSettings settings = new SecretsSettings(secretKey, embedded, data, production);
        byte[] master = new MasterTable(database, ids).read(new SecretKeySource(settings, ids).find());
        return new MasterSecrets(master, ids);
    }

    void open(@Observes @Priority(BEFORE_OTHERS) StartupEvent start, DeploymentSecrets secrets) {
        secrets.key(Purpose.ENVELOPE_MAC);
    }
}
