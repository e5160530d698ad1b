package dev.countersign.policy.reload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.call.AgentName;
import dev.countersign.call.ServerName;
import dev.countersign.policy.Policy;
import dev.countersign.policy.PolicyProblem;
import dev.countersign.policy.desk.PolicyListener;
import dev.countersign.policy.desk.PolicyPlace;
import dev.countersign.policy.desk.PolicyState;
import dev.countersign.policy.reload.PolicySources.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy file that changes while the service runs. */
class ReloadTest {

    private static final ServerName BANK = new ServerName("bank");
    private static final AgentName BOT = new AgentName("bot");
    private static final PolicyPlace PLACE = PolicyPlace.of(BANK);
    private static final String ALLOW = "{\"version\":\"1\",\"default\":\"allow\"}";
    private static final String DENY = "{\"version\":\"1\",\n\"default\":\"deny\"}";

    @TempDir
    private Path folder;

    private final LivePolicies live = new LivePolicies(Sources.compiler(), () -> Instant.EPOCH);
    private final List<String> heard = new ArrayList<>();
    private Path file;
    private FilePolicies files;
    private String first;

    @BeforeEach
    void load() throws IOException {
        file = Files.writeString(folder.resolve("policy.json"), ALLOW);
        files = new FilePolicies(new Sources(List.of(new Source(PLACE, file))), live);
        first = policy().version();
        live.listen(new PolicyListener() {
            @Override
            public void loaded(PolicyPlace place, String version) {
                heard.add("loaded " + place);
            }

            @Override
            public void refused(PolicyPlace place) {
                heard.add("refused " + place);
            }
        });
    }

    private Policy policy() {
        return live.of(BOT, BANK);
    }

    private PolicyState state() {
        return live.state(PLACE).orElseThrow();
    }

    private void lookTwice() {
        files.look();
        files.look();
    }

    @Test
    void shouldTakeOverAChangedFileOnlyWhenItStandsStill() throws IOException {
        // given
        Files.writeString(file, DENY);

        // when it has just been seen to change
        files.look();

        // then
        assertThat(policy().version()).isEqualTo(first);

        // when it looks the same again
        files.look();

        // then
        assertThat(policy().version()).isNotEqualTo(first);
        assertThat(heard).containsExactly("loaded bank");
    }

    @Test
    void shouldNoticeAFileThatWasReplacedByRename() throws IOException {
        // given a file of the same length
        Path next = Files.writeString(folder.resolve("next"), ALLOW.replace("allow", "deny "));
        Files.setLastModifiedTime(next, Files.getLastModifiedTime(file));
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);

        // when
        lookTwice();

        // then it was read, and its mistake was found
        assertThat(state().error())
                .map(PolicyProblem::message)
                .hasValueSatisfying(m -> assertThat(m).startsWith("default must be"));
    }

    @Test
    void shouldKeepTheOldPolicyAndTellOfTheFirstProblemWhenAFileIsBad() throws IOException {
        // given
        Files.writeString(file, "{\"version\":\"1\",\n \"defaul\":\"deny\"}");

        // when
        lookTwice();

        // then
        assertThat(policy().version()).isEqualTo(first);
        assertThat(state().version()).isEqualTo(first);
        assertThat(state().error().orElseThrow().at("policy.json"))
                .isEqualTo("policy.json:1:1: \"default\" is required: \"allow\" or \"deny\" []");
        assertThat(heard).containsExactly("refused bank");

        // when it is mended
        Files.writeString(file, DENY);
        lookTwice();

        // then
        assertThat(state().stale()).isFalse();
        assertThat(policy().version()).isNotEqualTo(first);
    }

    @Test
    void shouldCountAFileThatIsGoneOrTooLargeAsBad() throws IOException {
        // when
        Files.delete(file);
        lookTwice();

        // then
        assertThat(state().error().orElseThrow().message()).startsWith("the policy file cannot be read");
        assertThat(policy().version()).isEqualTo(first);

        // when
        Files.write(file, new byte[10 << 20]);
        lookTwice();

        // then
        assertThat(state().error().orElseThrow().message()).isEqualTo("the file has 10485760 bytes, more than 4194304");
    }
}
