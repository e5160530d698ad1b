package dev.countersign.inbox.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import dev.countersign.approval.ApprovalView;
import dev.countersign.approval.Status;
import dev.countersign.call.Risk;
import dev.countersign.fixtures.InfraResource;
import dev.countersign.inbox.fakes.FakeCore;
import dev.countersign.inbox.fakes.MemoryApprovals;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The flows beside the vote, in Chromium: desktop and phone, with and without script. */
@QuarkusTest
@QuarkusTestResource(InfraResource.class)
@TestProfile(FakeCore.class)
class ActionsBrowserIT {

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
        Assertions.assertThat(chromium.problems).isEmpty();
        chromium.close();
    }

    @ParameterizedTest
    @CsvSource({"true, false", "true, true", "false, false", "false, true"})
    void shouldApproveWhatWasEditedAfterTheDifferences(boolean script, boolean phone) {
        ApprovalView call = transfer();
        Page page = Chromium.login(chromium.open(script, phone, false), "bob");
        page.navigate("/inbox/" + call.id());

        page.getByTestId("edit").click();
        page.getByTestId("edit-arguments").fill("{\"note\":\"rent\",\"amount\":200.10,\"to\":\"acct-1\"}");
        page.getByTestId("edit-review").click();
        assertThat(page.getByTestId("diff")).containsText("200.10");
        assertThat(page.getByTestId("diff")).not().containsText("acct-1");
        page.getByTestId("confirm").check();
        page.getByTestId("approve").click();

        assertThat(page.getByTestId("call")).hasAttribute("data-state", "approved");
        Assertions.assertThat(approvals
                        .find(call.id())
                        .orElseThrow()
                        .edited()
                        .orElseThrow()
                        .argumentsText())
                .contains("200.10");
    }

    @ParameterizedTest
    @CsvSource({"true, false", "true, true", "false, false", "false, true"})
    void shouldDecideOnManyWithAResultForEach(boolean script, boolean phone) {
        ApprovalView one = label();
        ApprovalView other = label();
        ApprovalView grave = transfer();
        Page page = Chromium.login(chromium.open(script, phone, false), "bob");
        for (ApprovalView call : new ApprovalView[] {one, other, grave}) {
            page.locator("[data-id='" + call.id() + "'] [data-testid=row-select]")
                    .check();
        }

        page.getByTestId("bulk-approve").click();
        assertThat(page.getByTestId("bulk-item")).hasCount(3);
        approvals.move(other.id(), Status.DENIED, Optional.empty());
        page.getByTestId("bulk-confirm").click();

        assertThat(page.getByTestId("bulk-result")).hasCount(2);
        assertThat(page.locator("[data-testid=bulk-result][data-id='" + one.id() + "']"))
                .hasAttribute("data-result", "recorded");
        assertThat(page.locator("[data-testid=bulk-result][data-id='" + other.id() + "']"))
                .hasAttribute("data-result", "already-decided");
        Assertions.assertThat(approvals.find(grave.id()).orElseThrow().status()).isEqualTo(Status.PENDING);
    }

    @ParameterizedTest
    @CsvSource({"true, false", "false, true"})
    void shouldNoteWhatBecameOfAnUnknownOutcome(boolean script, boolean phone) {
        ApprovalView call = transfer();
        approvals.move(call.id(), Status.UNKNOWN, Optional.empty());
        Page page = Chromium.login(chromium.open(script, phone, false), "bob");
        page.locator("[data-testid=lane-unknown] [data-id='" + call.id() + "'] a")
                .click();

        page.getByTestId("own").click();
        assertThat(page.getByTestId("unresolved")).containsText("bob looks into it");
        page.getByTestId("not-executed").check();
        page.getByTestId("note").fill("No booking in the ledger at 14:02");
        page.getByTestId("resolve").click();

        assertThat(page.getByTestId("finding")).containsText("No booking in the ledger");
        assertThat(page.getByTestId("resolve")).hasCount(0);
    }

    @Test
    void shouldTakeAnApprovalBackBeforeItIsSent() {
        ApprovalView call = label();
        Page page = Chromium.login(chromium.open(true, false, false), "bob");
        page.navigate("/inbox/" + call.id());
        page.keyboard().press("a");

        page.getByTestId("take-back").click();

        assertThat(page.getByTestId("call")).hasAttribute("data-state", "voided");
    }

    @Test
    void shouldGoAnywhereByTheKeyboard() {
        ApprovalView one = label();
        ApprovalView other = transfer();
        Page page = Chromium.login(chromium.open(true, false, false), "bob");

        // the palette finds pages and calls
        page.keyboard().press("Control+k");
        assertThat(page.getByTestId("palette")).isVisible();
        page.keyboard().type("acct");
        page.keyboard().press("Enter");
        page.waitForURL("**/inbox/" + other.id());

        // from call to call
        page.keyboard().press("k");
        page.waitForURL("**/inbox/" + one.id());
        page.keyboard().press("j");
        page.waitForURL("**/inbox/" + other.id());

        // edit, and back by the palette
        page.keyboard().press("e");
        page.waitForURL("**/edit");
        page.keyboard().press("Control+k");
        page.keyboard().type("inbox");
        page.keyboard().press("Enter");
        page.waitForURL("**/inbox");

        // mark and select
        page.keyboard().press("j");
        page.keyboard().press("x");
        assertThat(page.locator("[aria-current] [data-testid=row-select]")).isChecked();
    }

    @Test
    void shouldTellWhoElseIsLooking() {
        ApprovalView call = transfer();
        Page carol = Chromium.login(chromium.open(true, false, false), "carol");
        carol.navigate("/inbox/" + call.id());
        carol.waitForResponse("**/readers", () -> carol.reload());
        Page bob = Chromium.login(chromium.open(true, false, false), "bob");

        bob.navigate("/inbox/" + call.id());

        assertThat(bob.getByTestId("looking")).hasText("carol has this call open, too.");
    }

    @Test
    void shouldMarkWhatIsNewAndMoveNothing() {
        label();
        Page page = Chromium.login(chromium.open(true, false, false), "bob");
        assertThat(page.getByTestId("live")).hasAttribute("data-state", "live");
        page.keyboard().press("j");

        ApprovalView fresh = transfer();

        assertThat(page.locator("[data-id='" + fresh.id() + "'] .new")).isVisible();
        assertThat(page.locator("[data-testid=row]").first()).hasAttribute("aria-current", "true");
        assertThat(page).hasTitle(Pattern.compile("^\\(2\\)"));
    }

    @Test
    void shouldFilterByTheAddress() {
        ApprovalView label = label();
        ApprovalView money = transfer();
        Page page = Chromium.login(chromium.open(true, false, false), "bob");

        page.keyboard().press("/");
        page.keyboard().type("acct-1");
        page.keyboard().press("Enter");

        page.waitForURL("**/inbox?q=acct-1*");
        assertThat(page.locator("[data-id='" + money.id() + "']")).isVisible();
        assertThat(page.locator("[data-id='" + label.id() + "']")).hasCount(0);
    }

    private ApprovalView transfer() {
        return approvals.hold("transfer", Risk.FINANCIAL, "{\"note\":\"rent\",\"amount\":250,\"to\":\"acct-1\"}");
    }

    private ApprovalView label() {
        return approvals.hold("set_label", Risk.WRITE, "{\"label\":\"Q3\"}");
    }
}
