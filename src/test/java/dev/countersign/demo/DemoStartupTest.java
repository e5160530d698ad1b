package dev.countersign.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoStartupTest {
    private static final URI GATEWAY = URI.create("http://127.0.0.1:1");

    @TempDir
    Path data;

    @Test
    void shouldServeTheExchangeWhereTheGatewayLooksForIt() throws Exception {
        // given
        Map<String, String> properties = properties();
        DemoStartup demo = demo(properties);

        // when
        demo.start(new Startup());

        // then
        assertThat(initialize(properties)).isEqualTo(200);
        demo.stop(new Shutdown());
        assertThatThrownBy(() -> initialize(properties)).isInstanceOf(ConnectException.class);
    }

    @Test
    void shouldShowTheLoginsAtTheFirstStartOnly() {
        // given
        List<String> terminal = new ArrayList<>();
        DemoStartup first = demo(properties());
        DemoStartup second = demo(properties());

        // when
        first.ready(GATEWAY, GATEWAY, terminal::add);
        first.stop(new Shutdown());
        second.ready(GATEWAY, GATEWAY, terminal::add);
        second.stop(new Shutdown());

        // then
        assertThat(terminal).singleElement().asString().contains("/inbox");
    }

    @Test
    void shouldDoNothingWhenAConfigurationIsInUse() {
        // given
        List<String> terminal = new ArrayList<>();
        DemoStartup demo = demo(Map.of("countersign.servers.bank.url", "http://127.0.0.1:1/mcp"));

        // when
        demo.start(new Startup());
        demo.ready(GATEWAY, GATEWAY, terminal::add);

        // then
        assertThat(terminal).isEmpty();
    }

    private Map<String, String> properties() {
        return DemoConfiguration.load(data, count -> new SecureRandom().generateSeed(count))
                .properties();
    }

    private static DemoStartup demo(Map<String, String> properties) {
        Config config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(properties, "demo", 100))
                .build();
        return new DemoStartup(config, InstantSource.system());
    }

    private static int initialize(Map<String, String> properties) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(properties.get(DemoConfiguration.URL)))
                .header("Authorization", properties.get(DemoConfiguration.AUTHORIZATION))
                .POST(HttpRequest.BodyPublishers.ofString("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\","
                        + "\"params\":{\"protocolVersion\":\"2025-06-18\"}}"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
