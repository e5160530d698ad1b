package dev.countersign.gateway.budget;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Writes the table of {@code docs/clients.md} from the profiles with {@code -Dgolden=overwrite}; fails when it is stale. */
class ClientsPageTest {

    private static final Path PAGE = Path.of("docs", "clients.md");
    private static final String BEGIN = "<!-- from clients/profiles.json -->\n";
    private static final String END = "<!-- end -->";

    @Test
    void shouldSayWhatTheProfilesSayWhenThePageIsRead() throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf(BEGIN) + BEGIN.length();
        int to = page.indexOf(END);
        if ("overwrite".equals(System.getProperty("golden"))) {
            page = page.substring(0, from) + table() + page.substring(to);
            Files.writeString(PAGE, page);
            to = page.indexOf(END);
        }
        assertThat(page.substring(from, to))
                .as("stale: run this test with -Dgolden=overwrite")
                .isEqualTo(table());
    }

    private static String table() {
        return "| client | gives up by default | progress starts it anew | resumes | setting for long holds | held at most | source |\n"
                + "|---|---|---|---|---|---|---|\n"
                + new ClientProfiles().all().stream().map(ClientsPageTest::row).collect(joining());
    }

    private static String row(ClientProfile profile) {
        ClientProfile.Page page = profile.page();
        String budget = profile.budget().map(b -> b.toSeconds() + " s").orElse("");
        return "| " + profile.client() + " | " + page.givesUp() + " | " + page.progress() + " | " + page.resumes()
                + " | " + page.setting() + " | " + budget + " | " + page.source() + " |\n";
    }
}
