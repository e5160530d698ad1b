package dev.countersign.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.fixtures.InfraResource;
import dev.countersign.inbox.fakes.FakeCore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/**
 * The components look as they looked: every one of them with hostile text, byte for byte. When a change is meant, run this test with
 * {@code -Dgolden=overwrite} and look at the difference before it is committed.
 */
@QuarkusTest
@QuarkusTestResource(InfraResource.class)
@TestProfile(FakeCore.class)
class ComponentsIT {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/components.html");

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    @Test
    void shouldRenderEveryComponentAsBefore() throws IOException {
        String page = Visitor.in(port, "bob").get("/components").body();
        String main = page.substring(page.indexOf("<main"), page.indexOf("</main>") + "</main>".length()) + "\n";
        if ("overwrite".equals(System.getProperty("golden"))) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, main);
        }

        assertThat(main).isEqualTo(Files.readString(GOLDEN));
    }
}
