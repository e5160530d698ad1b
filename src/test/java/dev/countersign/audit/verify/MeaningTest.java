package dev.countersign.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.audit.AuditKeysForTests;
import dev.countersign.audit.SigningKey;
import dev.countersign.audit.export.TestExport;
import dev.countersign.audit.verify.Report.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are chained and signed as they should be, and yet tell something that may not have happened, or not everything. */
class MeaningTest {

    private static final SigningKey KEY = AuditKeysForTests.rfc8032();
    private static final String DIGEST = "sha256:270e96aab4dd7ddcc49c63b6ce9924b105fbb402de22f40cbc5dee8cdbdd40c1";
    private static final String SUBJECT = ",\"server\":\"bank\",\"tool\":\"transfer\",\"agent\":\"trading-bot\","
            + "\"owner\":\"alice\",\"digest\":\"" + DIGEST + "\"";

    @TempDir
    Path folder;

    @Test
    void shouldSayWholeWhenEveryStepIsLegal() throws IOException {
        // given
        TestExport export = TestExport.whole(KEY, 6);
        // when
        String text = export.entry(moved(1, null, "parking"))
                .entry(moved(2, "parking", "pending"))
                .entry(vote(3, "bob", "approve", DIGEST))
                .entry(approved(4, 1))
                .entry(moved(5, "approved", "releasing"))
                .entry(moved(6, "releasing", "completed"))
                .checkpoint()
                .end();
        // then
        assertThat(report(text).result()).as(report(text).text()).isEqualTo(Result.WHOLE);
    }

    @Test
    void shouldSayBrokenWhenStepIsMissing() throws IOException {
        String text = TestExport.whole(KEY, 2)
                .entry(moved(1, null, "parking"))
                .entry(moved(3, "parking", "pending"))
                .end();
        assertBroken(text, "step 3 of a1 follows step 1");
    }

    @Test
    void shouldSayBrokenWhenMoveStartsWhereTheCallIsNot() throws IOException {
        String text = TestExport.whole(KEY, 2)
                .entry(moved(1, null, "parking"))
                .entry(moved(2, "pending", "denied"))
                .end();
        assertBroken(text, "moves from 'pending' but was 'parking'");
    }

    @Test
    void shouldSayBrokenWhenMoveIsNotInTheStateTable() throws IOException {
        String text = TestExport.whole(KEY, 3)
                .entry(moved(1, null, "parking"))
                .entry(moved(2, "parking", "pending"))
                .entry(moved(3, "pending", "releasing"))
                .end();
        assertBroken(text, "no legal move");
    }

    @Test
    void shouldSayWholeWhenRestoredDatabaseForgotTheSending() throws IOException {
        // given
        TestExport export = TestExport.whole(KEY, 3);
        // when
        String text = export.entry(moved(1, null, "parking"))
                .entry(moved(2, "parking", "pending"))
                .entry(moved(3, "pending", "unknown"))
                .end();
        // then
        assertThat(report(text).result()).as(report(text).text()).isEqualTo(Result.WHOLE);
    }

    @Test
    void shouldSayBrokenWhenVotesDoNotReachTheQuorum() throws IOException {
        String once = TestExport.whole(KEY, 4)
                .entry(moved(1, null, "parking"))
                .entry(moved(2, "parking", "pending"))
                .entry(vote(3, "bob", "approve", DIGEST))
                .entry(approved(4, 2))
                .end();
        String samePerson = TestExport.whole(KEY, 5)
                .entry(moved(1, null, "parking"))
                .entry(moved(2, "parking", "pending"))
                .entry(vote(3, "bob", "approve", DIGEST))
                .entry(vote(4, "bob", "approve", DIGEST))
                .entry(approved(5, 2))
                .end();
        String otherDigest = TestExport.whole(KEY, 4)
                .entry(moved(1, null, "parking"))
                .entry(moved(2, "parking", "pending"))
                .entry(vote(3, "bob", "approve", "sha256:" + "0".repeat(64)))
                .entry(approved(4, 1))
                .end();
        for (String text : List.of(once, samePerson, otherDigest)) {
            assertBroken(text, "approving votes");
        }
    }

    @Test
    void shouldSayBrokenWhenTheOwnerApproves() throws IOException {
        String text = TestExport.whole(KEY, 3)
                .entry(moved(1, null, "parking"))
                .entry(moved(2, "parking", "pending"))
                .entry(vote(3, "alice", "approve", DIGEST))
                .end();
        assertBroken(text, "the owner alice approves");
    }

    @Test
    void shouldSayPartialWhenEntriesAreLeftOut() throws IOException {
        // given
        TestExport export = TestExport.whole(KEY, 3);
        // when
        String text = export.entry(moved(1, null, "parking"))
                .omitted(moved(2, "parking", "pending"))
                .entry(moved(3, "pending", "denied"))
                .checkpoint()
                .end();
        // then
        assertThat(report(text).result()).as(report(text).text()).isEqualTo(Result.PARTIAL);
        assertThat(report(text).text()).contains("1 left out");
    }

    @Test
    void shouldSayPartialWhenExportStartsLater() throws IOException {
        // given
        TestExport before = TestExport.whole(KEY, 1).entry(moved(1, null, "parking"));
        // when
        String text = TestExport.later(KEY, before.chain(), 1)
                .checkpoint()
                .entry(moved(2, "parking", "pending"))
                .end();
        String unsigned = TestExport.later(KEY, before.chain(), 1)
                .entry(moved(2, "parking", "pending"))
                .end();
        // then
        assertThat(report(text).result()).as(report(text).text()).isEqualTo(Result.PARTIAL);
        assertBroken(unsigned, "starts with a checkpoint");
    }

    @Test
    void shouldAcceptNewKeyWhenAnOlderOneCoveredItsAnnouncement() throws IOException {
        // given
        SigningKey next = SigningKey.generate();
        String added = "\"kind\":\"audit.key-added\",\"actor\":{\"kind\":\"system\",\"id\":\"audit\"},\"keyId\":\""
                + next.id() + "\"";
        // when
        String announced = TestExport.twoKeys(KEY, next, 2, 2)
                .entry(added)
                .checkpoint()
                .by(next)
                .entry(event("config.loaded"))
                .checkpoint()
                .end();
        String sudden = TestExport.twoKeys(KEY, next, 2, 2)
                .entry(added)
                .entry(event("config.loaded"))
                .by(next)
                .checkpoint()
                .end();
        // then
        assertThat(report(announced).result()).as(report(announced).text()).isEqualTo(Result.WHOLE);
        assertBroken(sudden, "no older key covered its announcement");
    }

    @Test
    void shouldSayBrokenWhenOutsideCheckpointKnowsAnotherLogOrMore() throws IOException {
        // given
        TestExport kept = TestExport.whole(KEY, 2)
                .entry(event("config.loaded"))
                .entry(event("server.changed"))
                .checkpoint();
        Path checkpoint = folder.resolve("checkpoint.json");
        Files.writeString(checkpoint, String.join("\n", kept.checkpoints()));
        // when
        String rebuilt = TestExport.whole(KEY, 2)
                .entry(event("config.loaded"))
                .entry(event("policy.changed"))
                .end();
        String shortened =
                TestExport.whole(KEY, 1).entry(event("config.loaded")).end();
        Verifier verifier = new Verifier(List.of(), List.of(checkpoint));
        // then
        assertThat(verifier.verify(file(kept.end())).result()).isEqualTo(Result.WHOLE);
        assertThat(verifier.verify(file(rebuilt)).text()).contains("this log was rebuilt");
        assertThat(verifier.verify(file(shortened)).text()).contains("the tail is missing");
    }

    @Test
    void shouldSayBrokenWhenArgumentsAreNotTheDecidedOnes() throws IOException {
        // given
        String digest = "{\"type\":\"arguments\",\"approvalId\":\"a1\",\"digest\":\"" + DIGEST + "\",\"text\":";
        String computed = Hashes.call("bank", "transfer", "trading-bot", "{\"amount\":250}", "");
        // when
        String forged = TestExport.whole(KEY, 1)
                .entry(moved(1, null, "parking"))
                .raw(digest + "\"{}\"}")
                .end();
        String genuine = TestExport.whole(KEY, 1)
                .entry(moved(1, null, "parking").replace(DIGEST, computed))
                .raw((digest + "\"{\\\"amount\\\":250}\"}").replace(DIGEST, computed))
                .end();
        // then
        assertBroken(forged, "the arguments are not the ones of a1");
        assertThat(report(genuine).result()).as(report(genuine).text()).isEqualTo(Result.WHOLE);
    }

    private static String moved(int step, String from, String to) {
        return "\"kind\":\"approval.moved\",\"actor\":{\"kind\":\"system\",\"id\":\"test\"},\"approvalId\":\"a1\",\"step\":"
                + step + ",\"from\":" + (from == null ? "null" : "\"" + from + "\"") + ",\"to\":\"" + to + "\""
                + SUBJECT;
    }

    private static String approved(int step, int quorum) {
        return moved(step, "pending", "approved") + ",\"quorum\":" + quorum;
    }

    private static String vote(int step, String person, String decision, String sendDigest) {
        return "\"kind\":\"vote.cast\",\"actor\":{\"kind\":\"person\",\"id\":\"" + person
                + "\",\"via\":\"rest\"},\"approvalId\":\"a1\",\"step\":" + step + ",\"decision\":\"" + decision
                + "\",\"sendDigest\":\"" + sendDigest + "\"" + SUBJECT;
    }

    private static String event(String kind) {
        return "\"kind\":\"" + kind + "\",\"actor\":{\"kind\":\"system\",\"id\":\"test\"}";
    }

    private void assertBroken(String text, String reason) throws IOException {
        Report report = report(text);
        assertThat(report.result()).as(report.text()).isEqualTo(Result.BROKEN);
        assertThat(report.text()).contains(reason);
    }

    private Report report(String text) throws IOException {
        return new Verifier(List.of(), List.of()).verify(file(text));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("export.ndjson"), text);
    }
}
