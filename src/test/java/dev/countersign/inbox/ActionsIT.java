package dev.countersign.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.approval.ApprovalView;
import dev.countersign.approval.Status;
import dev.countersign.approval.VoteDecision;
import dev.countersign.call.Risk;
import dev.countersign.fixtures.InfraResource;
import dev.countersign.inbox.fakes.FakeCore;
import dev.countersign.inbox.fakes.FixedAccounts;
import dev.countersign.inbox.fakes.MemoryApprovals;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The forms beside the vote: edits, many calls at once, taking back, unknown outcomes, the history as a file; all without script. */
@QuarkusTest
@QuarkusTestResource(InfraResource.class)
@TestProfile(FakeCore.class)
class ActionsIT {

    @Inject
    MemoryApprovals approvals;

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    @BeforeEach
    void beginWithNothing() {
        approvals.forget();
    }

    // ---- edit and approve

    @Test
    void shouldShowTheDifferencesBeforeAnythingCounts() {
        // given
        ApprovalView call = transfer();
        Visitor bob = Visitor.in(port, "bob");
        String path = "/inbox/" + call.id() + "/edit";

        // when
        String form = bob.get(path).body();
        var review = bob.post(
                path,
                Visitor.withHidden(
                        form, Map.of("arguments", call.argumentsText().replace("250", "200.10"))));

        // then
        assertThat(form).contains("data-testid=\"edit-arguments\"");
        assertThat(review.statusCode()).isEqualTo(200);
        assertThat(review.body()).contains("<del><bdi>250</bdi></del>").contains("<ins><bdi>200.10</bdi></ins>");
        assertThat(now(call).votes()).isEmpty();
    }

    @Test
    void shouldApproveExactlyTheEditedText() {
        ApprovalView call = transfer();
        Visitor bob = Visitor.in(port, "bob");
        String edited = "{\"amount\":1,\r\n \"to\":\"acct-1\"}";
        var review = bob.post(
                "/inbox/" + call.id() + "/edit",
                Visitor.withHidden(bob.get("/inbox/" + call.id() + "/edit").body(), Map.of("arguments", edited)));
        String text = edited.replace("\r\n", "\n");

        var answer = bob.post(
                "/inbox/" + call.id() + "/votes",
                Visitor.withHidden(
                        review.body(), Map.of("decision", "approve", "confirm", "yes", "arguments", edited)));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(now(call).edited().orElseThrow().argumentsText()).isEqualTo(text);
        assertThat(bob.get("/inbox/" + call.id()).body()).contains("250").contains("changed by bob");
    }

    @Test
    void shouldKeepWhatWasTypedWhenTheTextCannotBeSent() {
        ApprovalView call = transfer();
        Visitor bob = Visitor.in(port, "bob");
        String path = "/inbox/" + call.id() + "/edit";

        var broken = bob.post(path, Visitor.withHidden(bob.get(path).body(), Map.of("arguments", "{\"amount\": 12,")));
        var same = bob.post(path, Visitor.withHidden(bob.get(path).body(), Map.of("arguments", call.argumentsText())));

        assertThat(broken.statusCode()).isEqualTo(422);
        assertThat(broken.body()).contains("data-testid=\"message\"").contains("{&quot;amount&quot;: 12,");
        assertThat(same.statusCode()).isEqualTo(422);
        assertThat(now(call).status()).isEqualTo(Status.PENDING);
    }

    @Test
    void shouldNotLetTheOwnerOrAnAuditorEdit() {
        ApprovalView call = transfer();

        assertThat(Visitor.in(port, "alice")
                        .get("/inbox/" + call.id() + "/edit")
                        .statusCode())
                .isEqualTo(403);
        assertThat(Visitor.in(port, "iris").get("/inbox/" + call.id() + "/edit").statusCode())
                .isEqualTo(403);
        approvals.move(call.id(), Status.DENIED, Optional.empty());
        assertThat(Visitor.in(port, "bob").get("/inbox/" + call.id() + "/edit").statusCode())
                .isEqualTo(409);
    }

    // ---- many at once

    @Test
    void shouldListEveryChosenCallAndTickOnlyTheHarmlessOnes() {
        ApprovalView grave = transfer();
        ApprovalView other = approvals.hold("transfer", Risk.FINANCIAL, "{\"amount\":0.5,\"to\":\"acct-2\"}");
        ApprovalView label = label();

        String page = Visitor.in(port, "bob")
                .get("/inbox/bulk?decision=approve&id=" + grave.id() + "&id=" + other.id() + "&id=" + label.id())
                .body();

        assertThat(page).contains("acct-1").contains("acct-2").contains("Q3").contains("<b>250.5</b>");
        assertThat(page).contains("value=\"" + label.id() + " " + label.digest() + "\" checked");
        assertThat(page).doesNotContain("value=\"" + grave.id() + " " + grave.digest() + "\" checked");
    }

    @Test
    void shouldWarnOfEveryChosenCallByItself() {
        ApprovalView odd = approvals.hold("transfer", Risk.FINANCIAL, "{\"to\":\"p\u0430ypal\"}");

        String page = Visitor.in(port, "bob").get("/inbox/bulk?id=" + odd.id()).body();

        assertThat(page).contains("Letters of two alphabets").contains("U+0430");
    }

    @Test
    void shouldGiveEachCallItsOwnResult() {
        // given
        ApprovalView one = label();
        ApprovalView gone = label();
        ApprovalView own = approvals.hold("bot2", "bob", "set_label", Risk.WRITE, "{}", Set.of());
        Visitor bob = Visitor.in(port, "bob");
        String page = bob.get("/inbox/bulk?decision=approve&id=" + one.id() + "&id=" + gone.id() + "&id=" + own.id())
                .body();
        Visitor carol = Visitor.in(port, "carol");
        carol.vote(gone.id().toString(), Map.of("decision", "deny"));

        // when
        String results = bob.postAll("/inbox/bulk", Visitor.withHidden(page, Map.of()), "item", one, gone, own)
                .body();

        // then
        assertThat(result(results, one)).contains("data-result=\"recorded\"");
        assertThat(result(results, gone))
                .contains("data-result=\"already-decided\"")
                .contains("carol");
        assertThat(result(results, own)).contains("data-result=\"refused\"");
        assertThat(now(one).votes()).hasSize(1);
        assertThat(now(own).status()).isEqualTo(Status.PENDING);
    }

    @Test
    void shouldDecideNothingWhenNothingIsTickedOrTheFormIsNotOurs() {
        ApprovalView one = label();
        Visitor bob = Visitor.in(port, "bob");
        var fields = Visitor.withHidden(bob.get("/inbox/bulk?id=" + one.id()).body(), Map.of());

        assertThat(bob.post("/inbox/bulk", fields).statusCode()).isEqualTo(422);
        fields.put("csrf-token", "x");
        assertThat(bob.postAll("/inbox/bulk", fields, "item", one).statusCode()).isEqualTo(403);
        assertThat(now(one).status()).isEqualTo(Status.PENDING);
    }

    @Test
    void shouldAnswerForEachCallOverRest() throws IOException, InterruptedException {
        ApprovalView one = label();
        ApprovalView gone = label();
        approvals.move(gone.id(), Status.DENIED, Optional.empty());
        String body = "{\"decision\":\"approve\",\"comment\":\"all fine\",\"items\":[{\"id\":\"" + one.id()
                + "\",\"digest\":\"" + one.digest() + "\"},{\"id\":\"" + gone.id() + "\",\"digest\":\"" + gone.digest()
                + "\"}]}";

        HttpResponse<String> answer = rest(body);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).containsSubsequence("\"recorded\"", "\"already-decided\"");
        assertThat(now(one).votes().get(0).decision()).isEqualTo(VoteDecision.APPROVE);
        assertThat(rest("{\"decision\":\"approve\",\"items\":[]}").statusCode()).isEqualTo(400);
        assertThat(rest("{\"decision\":\"maybe\",\"items\":[{}]}").statusCode()).isEqualTo(400);
    }

    // ---- after the decision

    @Test
    void shouldTakeBackWhatWasNotSent() {
        ApprovalView call = label();
        Visitor bob = Visitor.in(port, "bob");
        bob.vote(call.id().toString(), Map.of("decision", "approve"));
        String page = bob.get("/inbox/" + call.id()).body();
        assertThat(page).contains("data-testid=\"take-back\"");
        assertThat(Visitor.in(port, "carol").get("/inbox/" + call.id()).body()).doesNotContain("take-back");

        var answer = bob.post("/inbox/" + call.id() + "/taking-back", Visitor.withHidden(page, Map.of()));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(now(call).status()).isEqualTo(Status.VOIDED);
        var late = bob.post("/inbox/" + call.id() + "/taking-back", Visitor.withHidden(page, Map.of()));
        assertThat(late.statusCode()).isEqualTo(409);
    }

    @Test
    void shouldNoteWhoLooksAndWhatTheyFound() {
        // given
        ApprovalView call = transfer();
        approvals.move(call.id(), Status.UNKNOWN, Optional.empty());
        Visitor bob = Visitor.in(port, "bob");
        String path = "/inbox/" + call.id();
        String page = bob.get(path).body();
        assertThat(page).contains("Nobody looks into it yet").doesNotContain("data-testid=\"approve\"");

        // when
        bob.post(path + "/owner", Visitor.withHidden(page, Map.of()));

        // then
        assertThat(bob.get(path).body()).contains("bob looks into it");
        assertThat(bob.get("/inbox").body()).contains("bob looks into it");
        assertThat(bob.post(path + "/resolution", Visitor.withHidden(page, Map.of("finding", "executed")))
                        .statusCode())
                .isEqualTo(422);

        // when
        bob.post(
                path + "/resolution",
                Visitor.withHidden(page, Map.of("finding", "not-executed", "note", "no booking in the ledger")));

        // then
        assertThat(bob.get(path).body()).contains("It was not executed").contains("no booking in the ledger");
        assertThat(bob.get("/inbox").body()).doesNotContain(call.id().toString());
        assertThat(Visitor.in(port, "iris")
                        .post(path + "/owner", Visitor.withHidden(page, Map.of()))
                        .statusCode())
                .isEqualTo(403);
    }

    // ---- lists

    @Test
    void shouldTeachWhenNothingWasEverHeld() {
        Visitor bob = Visitor.in(port, "bob");
        assertThat(bob.get("/inbox").body())
                .contains("Three steps to the first one")
                .contains("/mcp/");
        label();
        assertThat(bob.get("/inbox").body()).doesNotContain("Three steps");
    }

    @Test
    void shouldNarrowTheLanesByTheAddress() {
        ApprovalView money = transfer();
        ApprovalView label = label();
        Visitor bob = Visitor.in(port, "bob");

        String narrowed = bob.get("/inbox?risk=financial&q=acct-1").body();

        assertThat(narrowed)
                .contains(money.id().toString())
                .doesNotContain(label.id().toString());
        assertThat(narrowed).contains("<title>(2) Inbox").contains("(<span class=\"count\">1</span>)");
        assertThat(bob.get("/inbox?risk=nothing").statusCode()).isEqualTo(400);
    }

    @Test
    void shouldGiveTheHistoryAsAFileWithoutALimit() {
        // given more calls than a page or a batch holds
        for (int i = 0; i < 620; i++) {
            approvals.move(
                    approvals
                            .hold("set_label", Risk.WRITE, "{\"label\":\"=cmd()," + i + "\"}")
                            .id(),
                    Status.DENIED,
                    Optional.empty());
        }
        Visitor iris = Visitor.in(port, "iris");

        // when
        var csv = iris.get("/history/export.csv?state=denied");
        var ndjson = iris.get("/history/export.ndjson?q=set_label");

        // then
        assertThat(csv.headers().firstValue("Content-Disposition").orElse("")).startsWith("attachment");
        assertThat(csv.body().lines()).hasSize(621);
        assertThat(ndjson.body().lines()).hasSize(620).allMatch(line -> line.startsWith("{\"id\":"));
        assertThat(Visitor.in(port, "bob").get("/history/export.csv").statusCode())
                .isEqualTo(403);
        assertThat(iris.get("/history/export.csv?state=none").statusCode()).isEqualTo(400);
    }

    @Test
    void shouldTellWhoElseHasTheCallOpen() {
        ApprovalView call = transfer();
        Visitor bob = Visitor.in(port, "bob");
        Visitor carol = Visitor.in(port, "carol");
        String path = "/inbox/" + call.id();
        var bobs = Visitor.withHidden(bob.get(path).body(), Map.of());
        var carols = Visitor.withHidden(carol.get(path).body(), Map.of());

        String alone = bob.post(path + "/readers", bobs).body();
        String both = carol.post(path + "/readers", carols).body();

        assertThat(alone).isEmpty();
        assertThat(both).isEqualTo("bob has this call open, too.");
    }

    private HttpResponse<String> rest(String body) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/approvals/bulk"))
                                .header("Authorization", "Bearer " + FixedAccounts.token("bob"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static String result(String page, ApprovalView call) {
        int from = page.indexOf("data-testid=\"bulk-result\" data-id=\"" + call.id());
        return page.substring(from, page.indexOf("</li>", from));
    }

    private ApprovalView transfer() {
        return approvals.hold("transfer", Risk.FINANCIAL, "{\"note\":\"n\",\"amount\":250,\"to\":\"acct-1\"}");
    }

    private ApprovalView label() {
        return approvals.hold("set_label", Risk.WRITE, "{\"label\":\"Q3\"}");
    }

    private ApprovalView now(ApprovalView call) {
        return approvals.find(call.id()).orElseThrow();
    }
}
