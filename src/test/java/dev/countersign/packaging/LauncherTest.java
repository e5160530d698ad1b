package dev.countersign.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code bin/countersign} where it refuses; that it works is shown by every acceptance suite. */
class LauncherTest {
    private static final String KAFKA = "KAFKA_BOOTSTRAP_SERVERS";
    private static final String DATABASE = "QUARKUS_DATASOURCE_JDBC_URL";

    @Test
    void shouldNameTheMissingVariableWhenOnlyKafkaIsGiven() throws Exception {
        // when
        Run run = launch(Map.of(KAFKA, "127.0.0.1:1"));

        // then
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.output()).contains(KAFKA + " is set but " + DATABASE + " is not");
    }

    @Test
    void shouldNameTheMissingVariableWhenOnlyTheDatabaseIsGiven() throws Exception {
        // when
        Run run = launch(Map.of(DATABASE, "jdbc:postgresql://127.0.0.1:1/x"));

        // then
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.output()).contains(DATABASE + " is set but " + KAFKA + " is not");
    }

    @Test
    void shouldRefuseTheSeedToo() throws Exception {
        assertThat(launch(Map.of(KAFKA, "127.0.0.1:1"), "seed", "--decided", "1")
                        .status())
                .isEqualTo(2);
    }

    @Test
    void shouldShowItsWordsWhenACommandIsUnknown() throws Exception {
        // when
        Run run = launch(Map.of(), "infras");

        // then
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.output()).contains("bin/countersign infra").contains("there is no command 'infras'");
    }

    private static Run launch(Map<String, String> variables, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bin/countersign"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of(KAFKA, DATABASE));
        builder.environment().putAll(variables);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    private record Run(int status, String output) {}
}
