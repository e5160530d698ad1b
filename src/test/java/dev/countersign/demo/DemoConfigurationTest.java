package dev.countersign.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoConfigurationTest {
    private static final String BOT = "countersign.agents.trading-bot.token";
    private static final URI PUBLIC = URI.create("http://127.0.0.1:8080/");
    private static final IntFunction<byte[]> RANDOM = count -> {
        byte[] bytes = new byte[count];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    };

    @TempDir
    Path data;

    @Test
    void shouldKeepEverythingWhenItStartsAgain() {
        // given
        Map<String, String> first = load().properties();

        // when
        Map<String, String> second = load().properties();

        // then
        assertThat(second).isEqualTo(first);
    }

    @Test
    void shouldMakeOtherSecretsWhenTheFolderIsAnother() {
        // when
        Map<String, String> here = load().properties();
        Map<String, String> there =
                DemoConfiguration.load(data.resolve("other"), RANDOM).properties();

        // then
        assertThat(there.get(BOT)).isNotEqualTo(here.get(BOT));
        assertThat(there.get("countersign.people.bob.password"))
                .isNotEqualTo(here.get("countersign.people.bob.password"));
    }

    @Test
    void shouldNameServerAgentAndPeople() {
        // when
        Map<String, String> properties = load().properties();

        // then
        assertThat(properties.get("countersign.servers.exchange.url")).matches("http://127\\.0\\.0\\.1:[0-9]+/mcp");
        assertThat(properties.get("countersign.servers.exchange.headers.Authorization"))
                .startsWith("Bearer csx_");
        assertThat(properties.get(BOT)).matches("csa_[0-9A-Za-z]{49}");
        assertThat(properties.get("countersign.people.bob.token")).matches("csp_[0-9A-Za-z]{49}");
        assertThat(properties.get("countersign.people.bob.password")).matches("([a-z]{6}-){3}[a-z]{6}");
        assertThat(properties)
                .containsEntry("countersign.agents.trading-bot.owner", "alice")
                .containsEntry("countersign.people.alice.roles", "approver")
                .containsEntry("countersign.people.bob.roles", "approver")
                .containsEntry("countersign.people.root.roles", "admin")
                .containsEntry("countersign.people.iris.roles", "auditor");
    }

    @Test
    void shouldLeaveAPolicyThatAVisitorChanged() throws IOException {
        // given
        Path policy = Path.of(load().properties().get("countersign.servers.exchange.policy"));
        Files.writeString(policy, "{\"version\":\"1\",\"default\":\"deny\"}");

        // when
        load().properties();

        // then
        assertThat(policy).hasContent("{\"version\":\"1\",\"default\":\"deny\"}");
    }

    @Test
    void shouldKeepTheSecretsToItsOwner() throws IOException {
        // when
        load();

        // then
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("demo.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void shouldTakeAnotherPortWhenSomebodyElseHasIt() throws IOException {
        // given
        int port = URI.create(load().properties().get(DemoConfiguration.URL)).getPort();
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {

            // when
            int other =
                    URI.create(load().properties().get(DemoConfiguration.URL)).getPort();

            // then
            assertThat(other).isNotEqualTo(taken.getLocalPort());
        }
    }

    @Test
    void shouldSayWhatToDoWhenTheFileIsDamaged() throws IOException {
        // given
        Files.writeString(data.resolve("demo.json"), "{\"exchangePort\": 1, \"secret\": \"do not show\"}");

        // when, then
        assertThatThrownBy(this::load)
                .hasMessageContaining("remove it")
                .hasMessageNotContaining("do not show")
                .hasNoCause();
    }

    @Test
    void shouldShowTheLoginsOnce() {
        // given
        DemoConfiguration demo = load();
        String text = demo.welcomeText(PUBLIC).orElseThrow();

        // when
        demo.welcomed();

        // then
        assertThat(text)
                .contains("http://127.0.0.1:8080/inbox")
                .contains("claude mcp add --transport http exchange http://127.0.0.1:8080/mcp/exchange")
                .contains(demo.properties().get(BOT))
                .contains(demo.properties().get("countersign.people.bob.password"))
                .doesNotContain("{token}")
                .doesNotContain("{endpoint}")
                .doesNotContain(demo.properties().get(DemoConfiguration.AUTHORIZATION));
        assertThat(load().welcomeText(PUBLIC)).isEmpty();
    }

    @Test
    void shouldListEveryToolOfTheExchangeInItsPolicy() throws IOException {
        // given
        ObjectMapper json = new ObjectMapper();
        var policy = json.readTree(Json.resource("policy.json").toString());

        // when, then
        Json.resource("tools.json").forEach(tool -> {
            String name = tool.path("name").asText();
            boolean hidden = policy.at("/hide/0").asText().equals(name);
            assertThat(hidden ^ policy.path("tools").has(name)).as(name).isTrue();
        });
    }

    private DemoConfiguration load() {
        return DemoConfiguration.load(data, RANDOM);
    }
}
