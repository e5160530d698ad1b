package dev.countersign.inbox.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import dev.countersign.inbox.fakes.FixedAccounts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The system's Chromium, talking to nobody but this machine. */
final class Chromium implements AutoCloseable {

    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    /** What went wrong in any page: console errors, script errors. */
    final List<String> problems = new ArrayList<>();

    private final Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final Browser browser = playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of(
                            Optional.ofNullable(System.getenv("CHROMIUM")).orElse("/usr/bin/chromium")))
                    .setArgs(FLAGS));
    private final String origin;

    Chromium(int port) {
        this.origin = "http://localhost:" + port;
    }

    /** A window of its own. */
    Page open(boolean script, boolean phone, boolean dark) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(origin)
                .setJavaScriptEnabled(script)
                .setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT)
                .setIsMobile(phone)
                .setHasTouch(phone)
                .setViewportSize(phone ? 390 : 1280, phone ? 844 : 800));
        context.setDefaultTimeout(15_000);
        Page page = context.newPage();
        page.onConsoleMessage(m -> {
            if (m.type().equals("error")) {
                problems.add(m.text());
            }
        });
        page.onPageError(problems::add);
        return page;
    }

    /** Logs a person in, by the form. */
    static Page login(Page page, String name) {
        page.navigate("/login");
        page.getByTestId("login-name").fill(name);
        page.getByTestId("login-password").fill(FixedAccounts.password(name));
        page.getByTestId("login-submit").click();
        page.waitForURL("**/inbox");
        return page;
    }

    /** Keeps a picture when SHOTS names a folder for them. */
    static void shot(Page page, String name) {
        String folder = System.getenv("SHOTS");
        if (folder != null) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of(folder, name + ".png"))
                    .setFullPage(true));
        }
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
