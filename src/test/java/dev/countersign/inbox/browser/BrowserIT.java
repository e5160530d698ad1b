package dev.countersign.inbox.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.countersign.approval.ApprovalView;
import dev.countersign.approval.ApprovalView.Outcome;
import dev.countersign.approval.Status;
import dev.countersign.call.Risk;
import dev.countersign.fixtures.InfraResource;
import dev.countersign.inbox.fakes.FakeCore;
import dev.countersign.inbox.fakes.MemoryApprovals;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(InfraResource.class)
@TestProfile(FakeCore.class)
class BrowserIT {

    @Inject
    MemoryApprovals approvals;

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    private Chromium chromium;

    @BeforeEach
    void open() {
        approvals.forget();
        chromium = new Chromium(port);
    }

    @AfterEach
    void close() {
        chromium.close();
    }

    @ParameterizedTest
    @CsvSource({"true, false", "true, true", "false, false", "false, true"})
    void shouldApproveFromLoginToAnswer(boolean script, boolean phone) {
        ApprovalView call = transfer();
        Page page = Chromium.login(chromium.open(script, phone, false), "bob");

        page.locator("[data-id='" + call.id() + "'] a").click();
        page.getByTestId("comment").fill("fine");
        page.getByTestId("confirm").check();
        page.getByTestId("approve").click();

        assertThat(page.getByTestId("call")).hasAttribute("data-state", "approved");
        assertThat(page.getByTestId("decided-by")).containsText("bob");
        assertThat(page.getByTestId("approve")).hasCount(0);
        assertThat(approvals.find(call.id()).orElseThrow().votes().get(0).comment())
                .isEqualTo("fine");
        assertThat(chromium.problems).isEmpty();
    }

    @Test
    void shouldDenyWithOnePress() {
        ApprovalView call = transfer();
        Page page = Chromium.login(chromium.open(true, false, false), "bob");
        page.navigate("/inbox/" + call.id());

        page.getByTestId("deny").click();

        assertThat(page.getByTestId("call")).hasAttribute("data-state", "denied");
    }

    @Test
    void shouldNotApproveByAQuickPressButByHolding() {
        ApprovalView call = transfer();
        Page page = Chromium.login(chromium.open(true, false, false), "bob");
        page.navigate("/inbox/" + call.id());

        page.getByTestId("approve").click();
        page.keyboard().press("a");
        assertThat(page.getByTestId("call")).hasAttribute("data-state", "pending");
        page.getByTestId("approve").hover();
        page.mouse().down();

        assertThat(page.getByTestId("call")).hasAttribute("data-state", "approved");
        page.mouse().up();
    }

    @Test
    void shouldShowNewCallsByThemselvesAndCountThem() {
        Page page = Chromium.login(chromium.open(true, false, false), "bob");
        assertThat(page.getByTestId("live")).hasAttribute("data-state", "live");

        ApprovalView call = transfer();

        assertThat(page.locator("[data-testid=lane-needs-me] [data-id='" + call.id() + "']"))
                .isVisible();
        assertThat(page).hasTitle(Pattern.compile("^\\(1\\) Inbox"));
        approvals.move(call.id(), Status.DENIED, Optional.empty());
        assertThat(page).hasTitle(Pattern.compile("^Inbox"));
        assertThat(page.locator("[data-id='" + call.id() + "']")).hasClass(Pattern.compile("\\bgone\\b"));
    }

    @Test
    void shouldTellTheSecondPersonByItself() {
        ApprovalView call = transfer();
        Page carol = Chromium.login(chromium.open(true, false, false), "carol");
        carol.navigate("/inbox/" + call.id());
        assertThat(carol.getByTestId("live")).hasAttribute("data-state", "live");
        Page bob = Chromium.login(chromium.open(true, false, false), "bob");
        bob.navigate("/inbox/" + call.id());

        bob.getByTestId("deny").click();

        assertThat(carol.getByTestId("decided-by")).containsText("bob");
        assertThat(carol.getByTestId("approve")).hasCount(0);
    }

    @Test
    void shouldWorkWithKeysAlone() {
        ApprovalView call = approvals.hold("set_label", Risk.WRITE, "{\"label\":\"Q3\"}");
        Page page = Chromium.login(chromium.open(true, false, false), "bob");

        page.keyboard().press("j");
        page.keyboard().press("Enter");
        page.waitForURL("**/inbox/" + call.id());
        page.keyboard().press("r");
        page.keyboard().type("a jar? xk/e");
        assertThat(page.getByTestId("comment")).hasValue("a jar? xk/e");
        page.keyboard().press("Control+Enter", new Keyboard.PressOptions());

        assertThat(page.getByTestId("call")).hasAttribute("data-state", "denied");
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 320})
    void shouldFitThePhone(int width) {
        ApprovalView call = hostile();
        Page page = Chromium.login(chromium.open(true, true, false), "bob");
        page.setViewportSize(width, 844);

        for (String path : new String[] {"/inbox", "/history", "/inbox/" + call.id(), "/nowhere"}) {
            page.navigate(path);
            Object wide = page.evaluate("document.scrollingElement.scrollWidth - document.documentElement.clientWidth");
            assertThat(((Number) wide).intValue()).as(path).isLessThanOrEqualTo(0);
            Chromium.shot(page, "phone-" + width + "-" + path.split("/")[1] + (path.length() > 20 ? "-call" : ""));
        }
        page.navigate("/inbox/" + call.id());
        for (String button : new String[] {"approve", "deny"}) {
            var box = page.getByTestId(button).boundingBox();
            assertThat(box.y + box.height).isLessThanOrEqualTo(844);
            assertThat(box.height).isGreaterThanOrEqualTo(44);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldShowTheExactTextAsItWasSent(boolean dark) {
        ApprovalView call = hostile();
        approvals.hold("scale", Risk.EXECUTE, "{\"replicas\":0,\"deployment\":\"api\"}");
        approvals.hold("get_balance", Risk.READ, "{\"account\":\"main\"}");
        Page page = Chromium.login(chromium.open(true, false, dark), "bob");
        Chromium.shot(page, "inbox-" + dark);
        page.navigate("/inbox/" + call.id());
        Chromium.shot(page, "call-" + dark);

        page.getByTestId("show-exact").click();

        Locator raw = page.getByTestId("raw-arguments");
        assertThat(raw).isVisible();
        Object shown = raw.evaluate("root => { let out = ''; const walk = n => { if (n.nodeType === 3) out += n.data;"
                + " else if (n.dataset.testid !== 'chip') n.childNodes.forEach(walk);"
                + " else if (!n.hasAttribute('data-escape')) out += String.fromCodePoint(parseInt(n.textContent.slice(2), 16)); };"
                + " walk(root); return out; }");
        assertThat(shown).isEqualTo(call.argumentsText());
        Chromium.shot(page, "call-exact-" + dark);
        approvals.move(call.id(), Status.COMPLETED, Optional.of(new Outcome(Instant.now(), false, "{\"done\":true}")));
        assertThat(page.getByTestId("outcome")).containsText("done");
        Chromium.shot(page, "call-done-" + dark);
        page.navigate("/history");
        Chromium.shot(page, "history-" + dark);
        page.navigate("/nowhere");
        Chromium.shot(page, "nowhere-" + dark);
        Page login = chromium.open(true, false, dark);
        login.navigate("/login");
        Chromium.shot(login, "login-" + dark);
    }

    private ApprovalView transfer() {
        return approvals.hold("transfer", Risk.FINANCIAL, "{\"note\":\"rent\",\"amount\":250,\"to\":\"acct-1\"}");
    }

    private ApprovalView hostile() {
        return approvals.hold(
                "transfer",
                Risk.FINANCIAL,
                "{\"note\":\"pay \u202Eecila\u202C now\",  \"amount\":9007199254740991,\n\t\"to\":\"p\u0430ypal\",\"bell\":\"\\u0007\","
                        + "\"deep\":{\"a\":{\"b\":[{\"c\":1.10},{\"d\":null}]}},\"rtl\":\"\u05E9\u05DC\u05D5\u05DD\","
                        + "\"page\":\"https://evil.example/x\",\"html\":\"<b>bold</b>\",\"spaces\":\" a  b \","
                        + "\"big\":\"" + "0123456789".repeat(300) + "\"}");
    }
}
