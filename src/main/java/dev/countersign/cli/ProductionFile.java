package dev.countersign.cli;

import dev.countersign.registry.file.YamlProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a configuration file says {@code production: true}. */
final class ProductionFile {

    private ProductionFile() {}

    /** False for no file at all; a file that cannot be read is an error, because it could have said so. */
    static boolean says(String file) {
        if (file.isBlank()) {
            return false;
        }
        try {
            return Boolean.parseBoolean(YamlProperties.of(file, Files.readString(Path.of(file)))
                    .getOrDefault("countersign.production", "false"));
        } catch (IOException e) {
            throw new UncheckedIOException("COUNTERSIGN_CONFIG names " + file + ": it cannot be read", e);
        }
    }
}
