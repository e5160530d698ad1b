package dev.countersign.inbox;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(InfraResource.class)
@TestProfile(FakeCore.class)
class PagesIT {

    private static final Map<String, String> APPROVE = Map.of("decision", "approve", "confirm", "yes");
    private static final Map<String, String> DENY = Map.of("decision", "deny", "comment", "wrong account");

    @Inject
    MemoryApprovals approvals;

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    @BeforeEach
    void beginWithNothing() {
        approvals.forget();
    }

    // ---- who sees what

    @ParameterizedTest
    @ValueSource(strings = {"/inbox", "/history", "/inbox/0b6f2c1a-0000-4000-8000-000000000000"})
    void shouldLeadNobodyToTheLoginAndBack(String page) {
        var answer = new Visitor(port).get(page);

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(header(answer, "Location")).contains("/login");
    }

    @Test
    void shouldLeadBackToTheCallAfterTheLogin() {
        ApprovalView call = transfer();
        Visitor visitor = new Visitor(port);
        String login = visitor.get(
                        header(visitor.get("/inbox/" + call.id()), "Location").replace(visitor.origin, ""))
                .body();

        var answer =
                visitor.post("/login", Visitor.withHidden(login, Map.of("name", "bob", "password", "bob-password-1")));

        assertThat(header(answer, "Location")).endsWith("/inbox/" + call.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob", "alice", "dave", "root", "iris"})
    void shouldShowTheCallToEverybodyWithARole(String name) {
        ApprovalView call = transfer();

        var page = Visitor.in(port, name).get("/inbox/" + call.id());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("acct-1").contains(call.digest().value());
        assertThat(page.body().contains("data-testid=\"approve\""))
                .isEqualTo(Set.of("bob", "dave").contains(name));
    }

    @Test
    void shouldShowNothingToWhoHasNoRole() {
        ApprovalView call = transfer();
        Visitor nora = Visitor.in(port, "nora");

        assertThat(nora.get("/inbox").statusCode()).isEqualTo(403);
        assertThat(nora.get("/inbox/" + call.id()).body()).doesNotContain("acct-1");
    }

    @Test
    void shouldSortCallsByWhoseTurnItIs() {
        ApprovalView mine = transfer();
        ApprovalView others = approvals.hold("bot2", "bob", "transfer", Risk.FINANCIAL, "{}", Set.of("treasury"));
        String alice = Visitor.in(port, "alice").get("/inbox").body();

        assertThat(lane(alice, "lane-mine")).contains(mine.id().toString());
        assertThat(lane(alice, "lane-needs-me"))
                .contains(others.id().toString())
                .doesNotContain(mine.id().toString());
        assertThat(lane(Visitor.in(port, "dave").get("/inbox").body(), "lane-waiting"))
                .contains(others.id().toString());
        assertThat(alice).contains("<title>(1) Inbox · Countersign</title>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/inbox/nothing", "/inbox/0b6f2c1a-0000-4000-8000-000000000000", "/inbox/x/y"})
    void shouldAnswer404WithAWayBack(String page) {
        var answer = Visitor.in(port, "bob").get(page);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("href=\"/inbox\"");
    }

    // ---- deciding

    @Test
    void shouldRecordAnApproval() {
        ApprovalView call = transfer();

        var answer = Visitor.in(port, "bob").vote(call.id().toString(), APPROVE);

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(now(call).status()).isEqualTo(Status.APPROVED);
        assertThat(now(call).votes()).hasSize(1);
    }

    @Test
    void shouldRecordADenialWithItsReason() {
        ApprovalView call = transfer();
        Visitor bob = Visitor.in(port, "bob");

        bob.vote(call.id().toString(), DENY);

        assertThat(now(call).votes().get(0).comment()).isEqualTo("wrong account");
        assertThat(bob.get("/inbox/" + call.id()).body())
                .contains("Denied by bob")
                .contains("wrong account");
    }

    @Test
    void shouldCountTheSameFormOnce() {
        ApprovalView call = transfer();
        Visitor bob = Visitor.in(port, "bob");
        var form = Visitor.withHidden(bob.get("/inbox/" + call.id()).body(), APPROVE);

        bob.post("/inbox/" + call.id() + "/votes", form);
        var again = bob.post("/inbox/" + call.id() + "/votes", form);

        assertThat(again.statusCode()).isEqualTo(303);
    }

    @Test
    void shouldWantTheBoxAtHighRisk() {
        ApprovalView call = transfer();

        var answer =
                Visitor.in(port, "bob").vote(call.id().toString(), Map.of("decision", "approve", "comment", "typed"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("Tick “I have checked").contains("typed");
        assertThat(now(call).status()).isEqualTo(Status.PENDING);
    }

    @Test
    void shouldNotWantTheBoxAtLowRisk() {
        ApprovalView call = approvals.hold("set_label", Risk.WRITE, "{\"label\":\"Q3\"}");

        var answer = Visitor.in(port, "bob").vote(call.id().toString(), Map.of("decision", "approve"));

        assertThat(answer.statusCode()).isEqualTo(303);
    }

    @Test
    void shouldWantTheBoxWhenSomethingIsFolded() {
        ApprovalView call = approvals.hold("set_label", Risk.WRITE, "{\"label\":\"" + "x".repeat(1001) + "\"}");

        var answer = Visitor.in(port, "bob").vote(call.id().toString(), Map.of("decision", "approve"));

        assertThat(answer.statusCode()).isEqualTo(422);
    }

    @Test
    void shouldTellTheSecondPersonWhoDecided() {
        ApprovalView call = transfer();
        Visitor carol = Visitor.in(port, "carol");
        var form = Visitor.withHidden(carol.get("/inbox/" + call.id()).body(), DENY);
        Visitor.in(port, "bob").vote(call.id().toString(), APPROVE);

        var late = carol.post("/inbox/" + call.id() + "/votes", form);

        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("decided by bob").contains("Nothing of yours was recorded");
    }

    @Test
    void shouldRefuseALateDecision() {
        ApprovalView call = transfer();
        Visitor bob = Visitor.in(port, "bob");
        var form = Visitor.withHidden(bob.get("/inbox/" + call.id()).body(), APPROVE);
        approvals.move(call.id(), Status.EXPIRED, Optional.empty());

        assertThat(bob.post("/inbox/" + call.id() + "/votes", form).statusCode())
                .isEqualTo(410);
    }

    @Test
    void shouldRefuseAnotherDigest() {
        ApprovalView call = transfer();
        var fields = Map.of("decision", "approve", "confirm", "yes", "digest", "sha256:" + "0".repeat(64));

        assertThat(Visitor.in(port, "bob").vote(call.id().toString(), fields).statusCode())
                .isEqualTo(412);
        assertThat(now(call).status()).isEqualTo(Status.PENDING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "root", "iris"})
    void shouldRefuseWhoMayNotDecide(String name) {
        ApprovalView call = transfer();
        var bobs = Visitor.withHidden(
                Visitor.in(port, "bob").get("/inbox/" + call.id()).body(), APPROVE);
        Visitor visitor = Visitor.in(port, name);
        var fields = Visitor.withHidden(visitor.get("/inbox").body(), Map.of());
        fields.putAll(APPROVE);
        fields.put("digest", bobs.get("digest"));

        assertThat(visitor.post("/inbox/" + call.id() + "/votes", fields).statusCode())
                .isEqualTo(403);
        assertThat(now(call).status()).isEqualTo(Status.PENDING);
    }

    @Test
    void shouldRefuseAnEndlessReason() {
        ApprovalView call = transfer();
        var fields = Map.of("decision", "deny", "comment", "x".repeat(2001));

        assertThat(Visitor.in(port, "bob").vote(call.id().toString(), fields).statusCode())
                .isEqualTo(422);
    }

    // ---- forged requests

    @Test
    void shouldRefuseAFormWithoutItsTokenOrFromElsewhere() {
        ApprovalView call = transfer();
        Visitor bob = Visitor.in(port, "bob");
        String id = call.id().toString();
        String target = "/inbox/" + id + "/votes";
        var good = Visitor.withHidden(bob.get("/inbox/" + id).body(), APPROVE);
        var bare = new java.util.LinkedHashMap<>(good);
        bare.remove("csrf-token");
        var wrong = new java.util.LinkedHashMap<>(good);
        wrong.put("csrf-token", "x".repeat(86));
        var carols = new java.util.LinkedHashMap<>(good);
        carols.put(
                "csrf-token",
                Visitor.withHidden(Visitor.in(port, "carol").get("/inbox").body(), Map.of())
                        .get("csrf-token"));

        List<HttpResponse<String>> answers = List.of(
                bob.post(target, bare, "Origin: " + bob.origin),
                bob.post(target, wrong, "Origin: " + bob.origin),
                bob.post(target, carols, "Origin: " + bob.origin),
                bob.post(target, good, "Origin: https://evil.example"),
                bob.post(target, good, "Origin: null"),
                bob.post(target, good, "Sec-Fetch-Site: cross-site"),
                bob.post(target, good, "Sec-Fetch-Site: same-site"),
                bob.post(target, bare));

        assertThat(answers).allMatch(answer -> answer.statusCode() == 403);
        assertThat(now(call).status()).isEqualTo(Status.PENDING);
        assertThat(bob.post(target, good, "Origin: " + bob.origin).statusCode()).isEqualTo(303);
    }

    @Test
    void shouldNotLogAnybodyInOrOutByAForgedForm() {
        Visitor bob = Visitor.in(port, "bob");
        Visitor attacker = new Visitor(port);
        var stolen = Visitor.withHidden(
                attacker.get("/login").body(), Map.of("name", "carol", "password", "carol-password-1"));

        assertThat(new Visitor(port).post("/login", stolen).statusCode()).isEqualTo(403);
        assertThat(bob.post("/logout", Map.of()).statusCode()).isEqualTo(403);
        assertThat(bob.get("/inbox").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldChangeNothingByGet() {
        ApprovalView call = transfer();
        Visitor bob = Visitor.in(port, "bob");

        bob.get(
                "/inbox/" + call.id() + "/votes?decision=approve&confirm=yes&digest=" + call.digest(),
                "X-HTTP-Method-Override: POST");
        bob.get("/logout");

        assertThat(now(call).status()).isEqualTo(Status.PENDING);
        assertThat(bob.get("/inbox").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldTakeNoCookieAtTheApi() {
        assertThat(Visitor.in(port, "bob").get("/api/v1/probe").statusCode()).isEqualTo(401);
    }

    // ---- sessions

    @Test
    void shouldEndTheSessionOnTheServer() {
        Visitor bob = Visitor.in(port, "bob");
        String cookie = "countersign="
                + bob.cookies.getCookieStore().getCookies().stream()
                        .filter(c -> c.getName().equals("countersign"))
                        .findFirst()
                        .orElseThrow()
                        .getValue();
        bob.post("/logout", Visitor.withHidden(bob.get("/inbox").body(), Map.of()));

        assertThat(new Visitor(port).get("/inbox", "Cookie: " + cookie).statusCode())
                .isEqualTo(303);
    }

    @Test
    void shouldSetClosedCookiesOnly() {
        Visitor visitor = new Visitor(port);
        var form = visitor.get("/login");
        var in = visitor.login("bob", "bob-password-1");

        for (var answer : List.of(form, in)) {
            assertThat(answer.headers().allValues("Set-Cookie"))
                    .isNotEmpty()
                    .allMatch(c -> c.contains("HttpOnly") && c.contains("SameSite=Lax") && c.contains("Path=/"));
        }
    }

    @Test
    void shouldSayTheSameForUnknownNamesAndWrongPasswords() {
        var known = new Visitor(port).login("iris", "wrong");
        var unknown = new Visitor(port).login("nobody", "wrong");

        assertThat(known.statusCode()).isEqualTo(unknown.statusCode()).isEqualTo(401);
        assertThat(known.body()).contains("Name or password is wrong.");
        assertThat(unknown.body()).contains("Name or password is wrong.");
        Visitor.in(port, "iris");
    }

    @ParameterizedTest
    @ValueSource(strings = {"guessed-name", "carol"})
    void shouldThrottleGuessingForOneNameOnly(String name) {
        Visitor guesser = new Visitor(port);
        for (int i = 0; i < 5; i++) {
            assertThat(guesser.login(name, "guess-" + i).statusCode()).isEqualTo(401);
        }

        var refused = guesser.login(name, name + "-password-1");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(header(refused, "Retry-After"))).isBetween(1, 5);
        Visitor.in(port, "bob");
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(10))
                .until(() -> guesser.login(name, name + "-password-1").statusCode() != 429);
    }

    // ---- every page

    @Test
    void shouldSendStrictHeadersWithEveryPage() {
        ApprovalView call = transfer();
        Visitor bob = Visitor.in(port, "bob");
        var pages = List.of(
                new Visitor(port).get("/login"),
                new Visitor(port).get("/inbox"),
                new Visitor(port).login("bob", "nope"),
                bob.get("/inbox"),
                bob.get("/inbox/" + call.id()),
                bob.get("/inbox/" + call.id(), "Accept: application/json"),
                bob.get("/history"),
                bob.get("/history?state=nonsense"),
                bob.get("/inbox/nothing"),
                bob.get("/nowhere"),
                bob.vote(call.id().toString(), Map.of("decision", "approve")),
                bob.vote(call.id().toString(), APPROVE));

        for (var page : pages) {
            assertThat(header(page, "Content-Security-Policy"))
                    .contains("default-src 'none'")
                    .contains("frame-ancestors 'none'")
                    .doesNotContain("unsafe")
                    .doesNotContain("*");
            assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
            assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(header(page, "X-Frame-Options")).isEqualTo("DENY");
            assertThat(header(page, "Referrer-Policy")).isEqualTo("same-origin");
            assertThat(header(page, "Permissions-Policy")).contains("camera=()");
            if (!page.body().isEmpty()) {
                assertThat(header(page, "Content-Type").toLowerCase(java.util.Locale.ROOT))
                        .isEqualTo("text/html;charset=utf-8");
                assertThat(page.body())
                        .doesNotContain("style=")
                        .doesNotContain("<style")
                        .doesNotContain("onclick");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "\" autofocus onfocus=\"alert(1)",
                "</pre></textarea><form action=x>",
                "{{7*7}} {config:foo} {#if true}x{/if}",
                "javascript:alert(1)",
                "'><svg/onload=alert(1)>",
                "<!--",
                "]]>"
            })
    void shouldShowHostileTextAsText(String payload) {
        String json = dev.countersign.json.JsonText.quote(payload);
        ApprovalView call =
                approvals.hold("bot", "alice", "echo" + payload, Risk.WRITE, "{" + json + ":" + json + "}", Set.of());
        Visitor bob = Visitor.in(port, "bob");
        bob.vote(call.id().toString(), Map.of("decision", "deny", "comment", payload));
        approvals.move(
                call.id(),
                Status.FAILED,
                Optional.of(new ApprovalView.Outcome(java.time.Instant.now(), true, payload)));

        for (String path : List.of(
                "/inbox",
                "/inbox/" + call.id(),
                "/history",
                "/history?q=" + java.net.URLEncoder.encode(payload, java.nio.charset.StandardCharsets.UTF_8))) {
            String page = bob.get(path).body();
            assertThat(page)
                    .doesNotContain("<script>alert")
                    .doesNotContain("<img")
                    .doesNotContain("<svg")
                    .doesNotContain("onfocus=\"")
                    .doesNotContain("</textarea><form")
                    .doesNotContain("<!--");
        }
        assertThat(bob.get("/inbox/" + call.id()).body().replaceAll(":[0-9]{2} ", ""))
                .doesNotContain("49 ");
    }

    // ---- history

    @Test
    void shouldFindWhatWasDecided() {
        ApprovalView done = approvals.hold("transfer", Risk.FINANCIAL, "{\"note\":\"needle-1\"}");
        ApprovalView other = approvals.hold("set_label", Risk.WRITE, "{\"label\":\"other\"}");
        Visitor bob = Visitor.in(port, "bob");
        bob.vote(done.id().toString(), APPROVE);
        bob.vote(other.id().toString(), DENY);

        assertThat(bob.get("/history").body())
                .contains(done.id().toString())
                .contains(other.id().toString());
        assertThat(bob.get("/history?q=needle-1").body())
                .contains(done.id().toString())
                .doesNotContain(other.id().toString());
        assertThat(bob.get("/history?state=denied&tool=set_label").body())
                .contains(other.id().toString())
                .doesNotContain(done.id().toString());
        assertThat(bob.get("/history?q=needle-1&state=denied").body()).contains("No call fits");
    }

    @Test
    void shouldRefuseQueriesItCannotAnswer() {
        Visitor bob = Visitor.in(port, "bob");

        assertThat(bob.get("/history?state=nonsense").statusCode()).isEqualTo(400);
        assertThat(bob.get("/history?cursor=nonsense").statusCode()).isEqualTo(400);
        assertThat(bob.get("/history?q=" + "x".repeat(257)).statusCode()).isEqualTo(400);
    }

    @Test
    void shouldReachEveryCallPageByPageInASmallPage() {
        for (int i = 0; i < 120; i++) {
            approvals.hold("set_label", Risk.WRITE, "{\"label\":\"label-" + i + "\"}");
        }
        Visitor bob = Visitor.in(port, "bob");

        String first = bob.get("/inbox").body();

        assertThat(first)
                .contains("Needs you (<span class=\"count\">120</span>)")
                .contains("Next 50 of 120");
        assertThat(first.length()).isLessThan(50_000);
        assertThat(bob.get("/inbox?page=2").body()).doesNotContain("next-page").contains("label-119");
    }

    private ApprovalView transfer() {
        return approvals.hold("transfer", Risk.FINANCIAL, "{\"note\":\"n\",\"amount\":250,\"to\":\"acct-1\"}");
    }

    private ApprovalView now(ApprovalView call) {
        return approvals.find(call.id()).orElseThrow();
    }

    private static String lane(String page, String hook) {
        int from = page.indexOf("data-testid=\"" + hook);
        return page.substring(from, page.indexOf("</section>", from));
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
