package dev.countersign.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.call.ServerName;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.fixtures.BankProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code policy suggest SERVER} against the running service. */
@QuarkusTest
@TestProfile(BankProfile.class)
class SuggestCommandIT {

    private static final String ROOT = "root-token-0123456789";

    @Inject
    Catalogue catalogue;

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String token, String... words) {
        return new CommandLine(new SuggestCommand(
                        Map.of(RunningGateway.TOKEN, token, RunningGateway.URL, "http://127.0.0.1:" + port)))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }

    @Test
    void shouldPrintAPolicyForAToolThatTheServiceKnows() {
        // given
        String tool = "wire_" + UUID.randomUUID().toString().substring(0, 8);
        catalogue.seen(
                new ServerName("bank"),
                List.of("{\"name\":\"" + tool + "\",\"description\":\"Transfer funds to an account.\"}"));

        // when
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            int exit = run(ROOT, "bank", "--tool", tool);
            assertThat(exit).as(err.toString()).isZero();
        });

        // then
        assertThat(out.toString())
                .isEqualTo(
                        "{\n  \"version\": \"1\",\n  \"default\": \"deny\",\n  \"tools\": {\n    \"" + tool
                                + "\": {\"deny_if\": [{\"conditions\": [], \"on_deny\": \"Requires human approval.\"}]}\n  }\n}\n");
    }

    @Test
    void shouldSayWhatToDoWhenTheTokenOrTheServerIsWrong() {
        assertThat(run("", "bank")).isEqualTo(2);
        assertThat(run("nobody-0123456789abcdef", "bank")).isEqualTo(2);
        assertThat(run(ROOT, "no-such-server")).isEqualTo(2);
        assertThat(run(ROOT, "bank", "--url", "http://127.0.0.1:9")).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "COUNTERSIGN_TOKEN is not set",
                        "refuses COUNTERSIGN_TOKEN",
                        "has no server \"no-such-server\"",
                        "no service answers at http://127.0.0.1:9");
    }
}
