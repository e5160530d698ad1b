package dev.countersign.catalogue.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.call.ServerName;
import dev.countersign.call.ToolName;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.CatalogueEntries;
import dev.countersign.catalogue.pin.ChangedTool;
import dev.countersign.catalogue.pin.ToolAcceptance;
import dev.countersign.catalogue.pin.ToolAcceptance.By;
import dev.countersign.fixtures.BankProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Tools whose definition changes, on a real PostgreSQL. */
@QuarkusTest
@TestProfile(BankProfile.class)
class AcceptedToolsIT {

    private static final ServerName SERVER = new ServerName("pinned");
    private static final By ROOT = new By("root", "rest", "token:1");

    @Inject
    Catalogue catalogue;

    @Inject
    ToolAcceptance acceptance;

    @Inject
    CatalogueEntries entries;

    private final ToolName tool = new ToolName("t-" + UUID.randomUUID());

    private void lists(String description) {
        catalogue.seen(SERVER, List.of("{\"name\":\"" + tool + "\",\"description\":\"" + description + "\"}"));
    }

    private List<ChangedTool> changed() {
        return acceptance.changed(SERVER).stream()
                .filter(changed -> changed.tool().equals(tool))
                .toList();
    }

    @Test
    void shouldCountAToolAsChangedUntilAnAdminAcceptsWhatHasBeenSeen() {
        // given a tool that was there first
        lists("Reads a balance.");
        assertThat(catalogue.changed(SERVER, tool)).isFalse();

        // when its server says something else
        lists("Moves money.");

        // then this node knows at once, and people see both
        assertThat(catalogue.changed(SERVER, tool)).isTrue();
        await().atMost(Duration.ofSeconds(10)).until(() -> changed().size() == 1);
        ChangedTool seen = changed().get(0);
        assertThat(seen.diff())
                .contains("-  \"description\": \"Reads a balance.\"\n+  \"description\": \"Moves money.\"\n");

        // when somebody accepts another definition than the one that is there
        assertThat(acceptance.accept(SERVER, tool, seen.acceptedPin(), ROOT)).isFalse();

        // then nothing changes; when the right one is accepted, every node hears of it
        assertThat(acceptance.accept(SERVER, tool, seen.pin(), ROOT)).isTrue();
        await().atMost(Duration.ofSeconds(10)).until(() -> !catalogue.changed(SERVER, tool));
        assertThat(changed()).isEmpty();
    }

    @Test
    void shouldNameToolsInTheOrderOfTheServersLastList() {
        // given a server of its own that lists its tools in some order
        ServerName listed = new ServerName("ordered");
        List<String> first = List.of("{\"name\":\"zeta\"}", "{\"name\":\"alpha\"}", "{\"name\":\"mid\"}");
        catalogue.listed(listed, first);
        await().atMost(Duration.ofSeconds(10)).until(() -> names(listed).equals(List.of("zeta", "alpha", "mid")));

        // when it lists them in another one
        catalogue.listed(listed, List.of(first.get(2), first.get(0), first.get(1)));

        // then
        await().atMost(Duration.ofSeconds(10)).until(() -> names(listed).equals(List.of("mid", "zeta", "alpha")));
    }

    private List<String> names(ServerName server) {
        return entries.of(server).stream()
                .map(entry -> entry.definition().name().value())
                .toList();
    }
}
