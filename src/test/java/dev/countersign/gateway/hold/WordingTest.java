package dev.countersign.gateway.hold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.approval.Holds.Ending;
import dev.countersign.approval.Status;
import dev.countersign.approval.VoidReason;
import dev.countersign.call.ApprovalId;
import dev.countersign.gateway.Told;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What agents read (outer contract, section 3). */
class WordingTest {

    private static final ApprovalId ID = new ApprovalId(new UUID(0, 1));
    private static final Instant LATER = Instant.parse("2026-01-01T12:00:00Z");
    private static final String URL = "https://approvals.example.com/inbox/00000000-0000-0000-0000-000000000001";
    private static final String STOP = " Do not retry the same call: ask the person you work for.";

    private final Wording wording = new Wording(new Scene());

    @Test
    void shouldSayThePolicysReasonWhenPolicyRefuses() {
        assertThat(wording.refused("Never.", "/tools/x", "v1"))
                .isEqualTo(new Told(
                        "[POLICY DENIED] Never.",
                        Told.Outcome.DENIED,
                        Told.By.POLICY,
                        "/tools/x",
                        "v1",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void shouldSayThePersonsWordsWhenAPersonRefuses() {
        Told told = wording.denied(ending(Status.DENIED, "Ask me on Monday."));
        assertThat(told.text()).isEqualTo("[APPROVAL DENIED] Ask me on Monday.");
        assertThat(told.outcome()).isEqualTo(Told.Outcome.DENIED);
        assertThat(told.by()).isEqualTo(Told.By.PERSON);
        assertThat(told.rule()).isEqualTo("/tools/transfer/deny_if/0");
        assertThat(told.approvalId()).contains(ID);
        assertThat(told.expiresAt()).contains(LATER);
        assertThat(told.url()).contains(URL);
    }

    @Test
    void shouldSayAskWhenAPersonRefusesWithoutAWord() {
        assertThat(wording.denied(ending(Status.DENIED, " ")).text())
                .isEqualTo("[APPROVAL DENIED] A person refused this call." + STOP);
    }

    @Test
    void shouldSayThatNothingWasSentWhenNobodyDecided() {
        Told told = wording.expired(ending(Status.EXPIRED, ""));
        assertThat(told.text())
                .isEqualTo("[APPROVAL EXPIRED] Nobody decided in time, and the call was not sent." + STOP);
        assertThat(told.by()).isEqualTo(Told.By.CLOCK);
        assertThat(told.outcome()).isEqualTo(Told.Outcome.EXPIRED);
    }

    @Test
    void shouldSayHowToGoOnWhenNobodyHasDecidedYet() {
        Told told = wording.pending(ID, Scene.terms(), LATER);
        assertThat(told.text())
                .isEqualTo("[APPROVAL PENDING] A person has not decided yet. Call again with the same arguments to keep"
                        + " waiting; nothing is sent twice. " + URL);
        assertThat(told.outcome()).isEqualTo(Told.Outcome.PENDING);
    }

    @Test
    void shouldSayDoNotRepeatWhenTheOutcomeIsUnknown() {
        Told told = wording.unknown(ending(Status.UNKNOWN, ""), "bank");
        assertThat(told.text())
                .startsWith("[OUTCOME UNKNOWN] ")
                .contains("bank", "It may have happened.", "Do not repeat it");
        assertThat(told.outcome()).isEqualTo(Told.Outcome.UNKNOWN);
    }

    @Test
    void shouldNameTheRuleOfTodayWhenTheFinalGateSaidNo() {
        Told told = wording.voided(ending(Status.VOIDED, ""), new VoidReason("/hide/0", "Hidden now.", "v2"));
        assertThat(told.text()).isEqualTo("[POLICY DENIED] Hidden now.");
        assertThat(told.rule()).isEqualTo("/hide/0");
        assertThat(told.policyVersion()).isEqualTo("v2");
        assertThat(told.approvalId()).contains(ID);
    }

    private static Ending ending(Status status, String comment) {
        return new Ending(ID, status, Scene.terms(), LATER, comment, Optional.empty(), Optional.empty());
    }
}
