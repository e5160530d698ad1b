package dev.countersign.secrets.store;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the deployment says about its secrets.
 *
 * @param secretKey {@code COUNTERSIGN_SECRET_KEY}
 * @param embedded whether Kafka and PostgreSQL are the embedded ones ({@code COUNTERSIGN_INFRA=embedded})
 * @param data the folder for generated secrets
 */
record SecretsSettings(Optional<String> secretKey, boolean embedded, Path data, boolean production) {

    @Override
    public String toString() {
        return "SecretsSettings[embedded=" + embedded + ", production=" + production + "]";
    }
}
