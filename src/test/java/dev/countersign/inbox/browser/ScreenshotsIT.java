package dev.countersign.inbox.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every page, light, dark and on a phone: it opens without an error and is not wider than the window. With {@code SHOTS} set to a
 * folder it keeps pictures: {@code bin/screenshots FOLDER}.
 */
@QuarkusTest
@QuarkusTestResource(InfraResource.class)
@TestProfile(FakeCore.class)
class ScreenshotsIT {

    @Inject
    MemoryApprovals approvals;

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    @ParameterizedTest
    @CsvSource({"light, false, false", "dark, false, true", "phone, true, false"})
    void shouldShowEveryPage(String name, boolean phone, boolean dark) {
        approvals.forget();
        try (Chromium chromium = new Chromium(port)) {
            Page login = chromium.open(true, phone, dark);
            visit(login, "login", "/login", name);
            Page bob = Chromium.login(chromium.open(true, phone, dark), "bob");
            visit(bob, "first-run", "/inbox", name);
            pages().forEach((what, path) -> visit(bob, what, path, name));
            visit(
                    bob,
                    "print",
                    "/inbox/"
                            + approvals
                                    .hold("transfer", Risk.FINANCIAL, HOSTILE)
                                    .id(),
                    name,
                    true);
            Page root = Chromium.login(chromium.open(true, phone, dark), "root");
            List<?> links =
                    (List<?>) root.locator("nav a").evaluateAll("all => all.map(a => new URL(a.href).pathname)");
            links.forEach(link -> visit(root, "admin" + link.toString().replace('/', '-'), link.toString(), name));
            assertThat(chromium.problems).isEmpty();
        }
    }

    private static final String HOSTILE =
            "{\"amount\":9007199254740993,\"to\":\"p\u0430ypal\",\"note\":\"pay \u202Eecila\u202C  now\","
                    + "\"url\":\"https://example.com/x\",\"deep\":{\"list\":[true,null,1.10]}}";

    private Map<String, String> pages() {
        ApprovalView money =
                approvals.hold("transfer", Risk.FINANCIAL, "{\"amount\":250.00,\"to\":\"acct-1\",\"note\":\"rent\"}");
        ApprovalView label = approvals.hold("set_label", Risk.WRITE, "{\"label\":\"Q3\"}");
        ApprovalView hostile = approvals.hold("transfer", Risk.FINANCIAL, HOSTILE);
        ApprovalView done = approvals.hold("scale", Risk.EXECUTE, "{\"replicas\":0,\"deployment\":\"api\"}");
        approvals.move(done.id(), Status.COMPLETED, Optional.of(new Outcome(Instant.now(), false, "{\"done\":true}")));
        ApprovalView unknown = approvals.hold("delete_file", Risk.DESTRUCTIVE, "{\"path\":\"/srv/a\"}");
        approvals.move(unknown.id(), Status.UNKNOWN, Optional.empty());
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("inbox", "/inbox");
        pages.put("inbox-filtered", "/inbox?risk=financial");
        pages.put("call", "/inbox/" + money.id());
        pages.put("call-hostile", "/inbox/" + hostile.id());
        pages.put("call-completed", "/inbox/" + done.id());
        pages.put("call-unknown", "/inbox/" + unknown.id());
        pages.put("edit", "/inbox/" + money.id() + "/edit");
        pages.put(
                "bulk", "/inbox/bulk?decision=approve&id=" + money.id() + "&id=" + hostile.id() + "&id=" + label.id());
        pages.put("history", "/history");
        pages.put("history-empty", "/history?q=nothing-like-this");
        pages.put("components", "/components");
        return pages;
    }

    private static void visit(Page page, String what, String path, String look) {
        visit(page, what, path, look, false);
    }

    private static void visit(Page page, String what, String path, String look, boolean print) {
        page.navigate(path);
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(print ? Media.PRINT : Media.SCREEN));
        Object wide = page.evaluate("document.scrollingElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(((Number) wide).intValue()).as(path).isLessThanOrEqualTo(0);
        Chromium.shot(page, look + "-" + what);
    }
}
