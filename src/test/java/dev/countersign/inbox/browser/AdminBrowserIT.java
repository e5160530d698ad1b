package dev.countersign.inbox.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.countersign.call.ServerName;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.fixtures.BankProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of admins in Chromium, with and without script, on a desktop and on a phone. */
@QuarkusTest
@TestProfile(BankProfile.class)
class AdminBrowserIT {

    private static final String POLICY = "/servers/bank/policy?agent=bot2";
    private static final List<String> PAGES = List.of(
            "/servers",
            "/servers/bank",
            POLICY,
            "/agents",
            "/agents/bot",
            "/people",
            "/people/bob",
            "/audit",
            "/settings");

    @Inject
    Catalogue catalogue;

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    private final String name = "n" + UUID.randomUUID().toString().substring(0, 8);
    private Chromium chromium;

    @BeforeEach
    void open() {
        chromium = new Chromium(port);
    }

    @AfterEach
    void close() {
        chromium.close();
    }

    private Page root(boolean script, boolean phone, boolean dark) {
        return Chromium.login(chromium.open(script, phone, dark), "root");
    }

    private void seen() {
        catalogue.seen(
                new ServerName("bank"),
                List.of(
                        "{\"name\":\"sell_stock\",\"description\":\"Sell stock.\",\"inputSchema\":{\"properties\":"
                                + "{\"count\":{\"type\":\"integer\"},\"symbol\":{\"type\":\"string\"}}}}",
                        "{\"name\":\"get_rate\",\"description\":\"Get a rate.\"}"));
    }

    private static void awaitRow(Page page) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            page.navigate(POLICY);
            return page.locator("[data-testid=builder-row][data-tool=sell_stock]")
                            .count()
                    == 1;
        });
    }

    @ParameterizedTest
    @CsvSource({"true, false", "false, true"})
    void shouldMakeAnAgentWithAGrantAndATokenThatIsShownOnce(boolean script, boolean phone) {
        // given
        Page page = root(script, phone, false);
        page.getByTestId("nav-agents").click();

        // when
        page.getByTestId("agent-name").fill(name);
        page.getByTestId("agent-owner").fill("alice");
        page.getByTestId("agent-add").click();
        page.locator("[data-server=bank]").getByTestId("grant").click();
        page.getByTestId("token-label").fill("laptop");
        page.getByTestId("token-issue").click();

        // then
        assertThat(page.getByTestId("new-secret").locator("code")).hasText(Pattern.compile("csa_[0-9A-Za-z]{49}"));
        Chromium.shot(page, "agent-token-" + phone);
        page.getByTestId("nav-agents").click();
        page.locator("[data-agent=" + name + "]").getByTestId("agent-link").click();
        assertThat(page.getByTestId("new-secret")).hasCount(0);
        assertThat(page.getByTestId("token-row")).containsText("laptop");
        assertThat(page.locator("[data-server=bank]").getByTestId("revoke")).isVisible();
        assertThat(chromium.problems).isEmpty();
    }

    @Test
    void shouldBuildAPolicyByFormAndShowTheDifferenceBeforeSaving() {
        // given
        seen();
        Page page = root(false, false, false);
        awaitRow(page);
        page.getByTestId("policy-raw").fill("{\"version\": \"1\", \"default\": \"deny\", \"tools\": {}}");
        page.getByTestId("policy-check").click(); // the rows follow the text, whatever was suggested before

        // when the row of one tool and the conditions of another
        Locator rate = page.locator("[data-testid=builder-row][data-tool=get_rate]");
        rate.getByTestId("builder-effect").selectOption("allow");
        page.locator("[data-testid=builder-row][data-tool=sell_stock]")
                .getByTestId("builder-custom")
                .click();
        page.getByTestId("rule-kind").selectOption("hold");
        page.getByTestId("rule-path").fill("args.count");
        page.getByTestId("rule-op").selectOption("gt");
        page.getByTestId("rule-value").fill("100");
        page.getByTestId("rule-message").fill("A large order.");
        Chromium.shot(page, "policy-rules");
        page.getByTestId("rules-done").click();

        // then
        assertThat(page.getByTestId("policy-raw")).hasValue(Pattern.compile("\"get_rate\": \\{}"));
        assertThat(page.locator("[data-testid=builder-row][data-tool=sell_stock]"))
                .containsText("hold");
        page.getByTestId("dry-run-tool").fill("sell_stock");
        page.getByTestId("dry-run-arguments").fill("{\"count\": 101}");
        page.getByTestId("dry-run-submit").click();
        assertThat(page.getByTestId("dry-run-result")).hasAttribute("data-verdict", "hold");
        Chromium.shot(page, "policy-built");
        page.getByTestId("policy-review").click();
        assertThat(page.getByTestId("policy-diff")).containsText("A large order.");
        page.getByTestId("policy-note").fill("orders");
        Chromium.shot(page, "policy-review");
        page.getByTestId("policy-save").click();
        assertThat(page.locator("main")).containsText("orders");
        assertThat(chromium.problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 320})
    void shouldFitThePhone(int width) {
        seen();
        Page page = root(true, true, false);
        awaitRow(page);
        page.setViewportSize(width, 844);

        for (String path : PAGES) {
            page.navigate(path);
            Object wide = page.evaluate("document.scrollingElement.scrollWidth - document.documentElement.clientWidth");
            assertThat(((Number) wide).intValue()).as(path).isLessThanOrEqualTo(0);
            Chromium.shot(page, "phone-" + width + file(path));
        }
        assertThat(chromium.problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldNameEveryFieldAndHaveOneHeading(boolean dark) {
        seen();
        Page page = root(true, false, dark);
        awaitRow(page);

        for (String path : PAGES) {
            page.navigate(path);
            assertThat(page.locator("h1")).hasCount(1);
            Object unnamed = page.evaluate(
                    "[...document.querySelectorAll('main input:not([type=hidden]), main select,"
                            + " main textarea:not([hidden])')].filter(e => !e.labels.length && !e.ariaLabel).map(e => e.name).join()");
            assertThat(unnamed).as(path).isEqualTo("");
            Chromium.shot(page, "admin" + file(path) + "-" + dark);
        }
        assertThat(chromium.problems).isEmpty();
    }

    private static String file(String path) {
        return path.replaceAll("[/?=]", "-");
    }
}
