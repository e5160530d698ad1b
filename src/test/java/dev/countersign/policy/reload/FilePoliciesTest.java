package dev.countersign.policy.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.call.AgentName;
import dev.countersign.call.Digest;
import dev.countersign.call.ServerName;
import dev.countersign.policy.desk.PolicyPlace;
import dev.countersign.policy.reload.PolicySources.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePoliciesTest {

    private static final AgentName BOT = new AgentName("bot");
    private static final ServerName BANK = new ServerName("bank");

    @TempDir
    private Path folder;

    @Test
    void shouldUseTheGrantsOwnPolicyElseTheServersElseNone() throws IOException {
        // given
        Path ofServer = file("server.json", "{\"version\":\"1\",\"default\":\"allow\"}");
        Path ofGrant = file("grant.json", "{\"version\":\"1\",\"default\":\"deny\"}");

        // when
        LivePolicies policies =
                load(new Source(PolicyPlace.of(BANK), ofServer), new Source(PolicyPlace.of(BANK, BOT), ofGrant));

        // then the version is what sha256sum prints
        assertThat(policies.of(new AgentName("other"), BANK).version())
                .isEqualTo(Digest.ofBytes(Files.readAllBytes(ofServer)).value());
        assertThat(policies.of(BOT, BANK).version())
                .isEqualTo(Digest.ofBytes(Files.readAllBytes(ofGrant)).value());
        assertThat(policies.of(BOT, new ServerName("files")).version()).isEqualTo("none");
    }

    @Test
    void shouldStopTheStartWithTheProblemsOfAllFiles() throws IOException {
        Path bad = file("bad.json", "{\"version\":\"1\"}");
        Path gone = folder.resolve("gone.json");

        assertThatThrownBy(
                        () -> load(new Source(PolicyPlace.of(BANK), bad), new Source(PolicyPlace.of(BANK, BOT), gone)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(bad + ":1:1: error: \"default\" is required: \"allow\" or \"deny\" []")
                .hasMessageContaining(gone + ":1:1: error: the policy file cannot be read");
    }

    private static LivePolicies load(Source... sources) {
        LivePolicies live = new LivePolicies(Sources.compiler(), () -> Instant.EPOCH);
        FilePolicies unused = new FilePolicies(new Sources(List.of(sources)), live);
        return live;
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
