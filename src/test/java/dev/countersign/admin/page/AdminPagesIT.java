package dev.countersign.admin.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.call.ServerName;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.fixtures.BankProfile;
import dev.countersign.inbox.Visitor;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The pages of admins without script, on a real PostgreSQL. */
@QuarkusTest
@TestProfile(BankProfile.class)
class AdminPagesIT {

    private static final ServerName BANK = new ServerName("bank");
    private static final String GRANT = "/servers/bank/policy?agent=bot2";

    @Inject
    Catalogue catalogue;

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    private Visitor root() {
        return Visitor.in(port, "root");
    }

    private void seen(String tool, String description) {
        catalogue.seen(BANK, List.of("{\"name\":\"" + tool + "\",\"description\":\"" + description + "\"}"));
    }

    private static String pageWith(Visitor visitor, String path, String text) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> visitor.get(path).body(), page -> page.contains(text));
    }

    @Test
    void shouldLeadNobodyToTheLoginAndBack() {
        HttpResponse<String> answer = new Visitor(port).get("/servers/bank");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/login?next=%2Fservers%2Fbank");
    }

    @Test
    void shouldShowToolsWithClassAndVerdict() {
        // given
        Visitor root = root();
        seen("transfer", "Transfer funds to an account.");

        // when
        String page = pageWith(root, "/servers/bank", "data-tool=\"transfer\"");

        // then
        assertThat(page).contains("financial · critical", "data-verdict=\"hold\"", "data-testid=\"policy-link\"");
        assertThat(root.get("/servers").body()).contains("data-testid=\"server-link\"", "policy of a file");
    }

    @Test
    void shouldAcceptAChangedDefinition() {
        // given
        Visitor root = root();
        String name = "rate_" + UUID.randomUUID();
        seen(name, "Get a rate.");
        pageWith(root, "/servers/bank", "data-tool=\"" + name + "\"");
        seen(name, "Get a rate. <script>");
        String page = pageWith(root, "/servers/bank", "&lt;script&gt;");
        int form = page.indexOf("name=\"tool\" value=\"" + name + "\"");
        assertThat(form).isPositive();
        String rest = page.substring(page.lastIndexOf("<form", form), page.indexOf("</form>", form));

        // when
        HttpResponse<String> answer = root.post("/servers/bank/tools/acceptance", Visitor.withHidden(rest, Map.of()));

        // then
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(root.get("/servers/bank").body()).doesNotContain("name=\"tool\" value=\"" + name + "\"");
    }

    @Test
    void shouldShowToolsThatAreGoneApart() {
        // given a tool that the server's whole list had once
        String name = "old_" + UUID.randomUUID();
        catalogue.listed(BANK, List.of("{\"name\":\"" + name + "\"}"));
        catalogue.listed(BANK, List.of());

        // when
        String page = pageWith(root(), "/servers/bank", "data-testid=\"gone-row\" data-tool=\"" + name + "\"");

        // then
        assertThat(page).doesNotContain("data-testid=\"tool-row\" data-tool=\"" + name + "\"");
    }

    @Test
    void shouldShowErrorsInPlaceAndKeepWhatWasTyped() {
        // given
        Visitor root = root();
        String page = root.get(GRANT).body();

        // when
        HttpResponse<String> answer = root.post(
                GRANT,
                Visitor.withHidden(
                        page, Map.of("action", "save", "text", "{\"version\": \"1\",\r\n \"defualt\": \"deny\"}")));

        // then
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains(
                        "Line 2, column 2",
                        "did you mean",
                        "<br> ^</pre>",
                        "&quot;defualt&quot;: &quot;deny&quot;}</textarea>");
    }

    @Test
    void shouldSaveAndShowTheVersion() {
        // given
        Visitor root = root();
        seen("delete_all", "Delete all.");
        pageWith(root, "/servers/bank?agent=bot2", "data-tool=\"delete_all\"");
        String page = root.get(GRANT).body();
        String mark = UUID.randomUUID().toString();
        String text = "{\"version\": \"1\", \"description\": \"" + mark + "\", \"default\": \"allow\",\r\n"
                + " \"tools\": {\"transfer\": {}, \"delete_all\": {}}}";

        // when
        HttpResponse<String> checked =
                root.post(GRANT, Visitor.withHidden(page, Map.of("action", "check", "text", text)));
        HttpResponse<String> reviewed =
                root.post(GRANT, Visitor.withHidden(page, Map.of("action", "review", "text", text)));
        HttpResponse<String> saved = root.post(
                GRANT, Visitor.withHidden(page, Map.of("action", "save", "text", text, "note", "a good reason")));
        HttpResponse<String> again = root.post(GRANT, Visitor.withHidden(page, Map.of("action", "save", "text", text)));

        // then
        assertThat(checked.body()).contains("saved");
        assertThat(reviewed.body())
                .contains("Difference to what is in force", mark, "<b>weaker</b>")
                .doesNotContain("a good reason");
        assertThat(saved.statusCode()).isEqualTo(303);
        assertThat(again.statusCode()).isEqualTo(412);
        assertThat(again.body()).contains("Somebody saved another policy meanwhile");
        assertThat(root.get(GRANT).body()).contains(mark, "by root", "a good reason");
    }

    @Test
    void shouldJudgeACallByTheTextInTheEditor() {
        // given
        Visitor root = root();
        String page = root.get("/servers/bank/policy").body();

        // when
        String text = "{\"version\": \"1\", \"default\": \"deny\", \"tools\": {\"transfer\": {}}}";
        HttpResponse<String> answer = root.post(
                "/servers/bank/policy/dry-run",
                Visitor.withHidden(page, Map.of("text", text, "tool", "transfer", "arguments", "{\"amount\": 5}")));

        // then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("data-testid=\"dry-run-result\" data-verdict=\"allow\"")
                .contains("The policy in force says <b class=\"verdict\" data-verdict=\"hold\">")
                .contains("A file of the configuration names this policy");
    }

    @Test
    void shouldWriteTheRowsOfTheBuilderIntoTheText() {
        // given
        Visitor root = root();
        catalogue.seen(
                BANK, List.of("{\"name\":\"sell\",\"inputSchema\":{\"properties\":{\"n\":{\"type\":\"number\"}}}}"));
        pageWith(root, "/servers/bank?agent=bot2", "data-tool=\"sell\"");
        String text = "{\"version\": \"1\", \"default\": \"deny\"}";
        Map<String, String> row = Map.of(
                "build",
                "true",
                "text",
                text,
                "b0-tool",
                "sell",
                "b0-was",
                "default||minute|",
                "b0-effect",
                "hold",
                "b0-max",
                "",
                "b0-window",
                "minute",
                "b0-message",
                "Look <twice>.");

        // when
        HttpResponse<String> built = root.post(
                "/servers/bank/policy/builder?agent=bot2",
                Visitor.withHidden(root.get(GRANT).body(), row));

        // then
        assertThat(built.statusCode()).isEqualTo(200);
        assertThat(built.body())
                .contains("&quot;reason&quot;: &quot;Look &lt;twice&gt;.&quot;", "Nothing is saved yet")
                .containsPattern("data-tool=\"sell\">(?s:.{0,400})data-verdict=\"hold\"");
    }

    @Test
    void shouldEditTheConditionsOfAToolByForm() {
        // given
        Visitor root = root();
        catalogue.seen(
                BANK, List.of("{\"name\":\"sell\",\"inputSchema\":{\"properties\":{\"n\":{\"type\":\"number\"}}}}"));
        pageWith(root, "/servers/bank?agent=bot2", "data-tool=\"sell\"");
        String builder = "/servers/bank/policy/builder?agent=bot2";
        Map<String, String> open = Map.of("custom", "sell", "text", "{\"version\": \"1\", \"default\": \"deny\"}");

        // when
        String rules = root.post(builder, Visitor.withHidden(root.get(GRANT).body(), open))
                .body();
        String text = root.post(
                        builder,
                        Visitor.withHidden(
                                rules,
                                Map.of(
                                        "rules",
                                        "done",
                                        "text",
                                        open.get("text"),
                                        "r0-kind",
                                        "hold",
                                        "r0-c0-path",
                                        "args.n",
                                        "r0-c0-op",
                                        "gt",
                                        "r0-c0-value",
                                        "2.50",
                                        "r0-message",
                                        "")))
                .body();

        // then
        assertThat(rules).contains("<option value=\"args.n\">", "Deny unless");
        assertThat(text).contains("&quot;value&quot;: 2.50", "<option value=\"custom\" selected>");
    }

    @Test
    void shouldRefuseFormsOfOthers() {
        assertThat(root().post("/servers/bank/policy", Map.of("action", "save", "text", "{}"))
                        .statusCode())
                .isEqualTo(403);
    }
}
