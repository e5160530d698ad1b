package dev.countersign.inbox.components;

import dev.countersign.approval.ApprovalView;
import dev.countersign.approval.Status;
import dev.countersign.approval.VoteDecision;
import dev.countersign.call.AgentName;
import dev.countersign.call.ApprovalId;
import dev.countersign.call.Digest;
import dev.countersign.call.PersonName;
import dev.countersign.call.Risk;
import dev.countersign.call.RulePointer;
import dev.countersign.call.ServerName;
import dev.countersign.call.ToolName;
import dev.countersign.inbox.view.Badge;
import dev.countersign.inbox.view.Row;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Calls that never were, at a time that stands still: the page is the same whenever it is made. */
final class Samples {

    private static final Instant NOW = Instant.parse("2026-01-02T12:00:00Z");

    /** Hidden characters, two alphabets in a word, a number that loses digits elsewhere, and something long. */
    static final String HOSTILE =
            "{\"amount\":9007199254740993,\"to\":\"p\u0430ypal\",\"note\":\"pay \u202Eecila\u202C  now\","
                    + "\"url\":\"https://example.com/x\",\"html\":\"<b>bold</b>\",\"deep\":{\"list\":[true,null,1.10]},\"big\":\""
                    + "0123456789".repeat(120) + "\"}";

    /** What somebody else would send. */
    static final String EDITED = HOSTILE.replace("9007199254740993", "12.50").replace("p\u0430ypal", "paypal");

    /** The colours of the style sheet, by their names there. */
    static final List<String> TOKENS = List.of(
            "page",
            "surface",
            "text",
            "muted",
            "line",
            "border",
            "link",
            "selected",
            "approve",
            "deny",
            "low",
            "medium",
            "high",
            "critical-on",
            "chip",
            "warning",
            "claim");

    private Samples() {}

    static List<Badge> badges() {
        return Stream.of(Risk.values()).map(Badge::of).toList();
    }

    /** One row for each kind of turn. */
    static List<Row> rows() {
        return List.of(
                Row.choosable(
                        call(1, Status.PENDING, Risk.FINANCIAL, "transfer", HOSTILE, true, Duration.ofMinutes(55)),
                        NOW),
                Row.choosable(
                        call(
                                2,
                                Status.PENDING,
                                Risk.WRITE,
                                "set_label",
                                "{\"label\":\"Q3\"}",
                                false,
                                Duration.ofMinutes(4)),
                        NOW),
                Row.of(
                        call(3, Status.RELEASING, Risk.EXECUTE, "scale", "{\"replicas\":0}", true, Duration.ofHours(3)),
                        NOW),
                Row.of(
                        call(
                                4,
                                Status.UNKNOWN,
                                Risk.DESTRUCTIVE,
                                "delete_file",
                                "{\"path\":\"/srv/a\"}",
                                false,
                                Duration.ZERO),
                        NOW),
                Row.of(call(5, Status.DENIED, Risk.READ, "get_balance", "{}", false, Duration.ZERO), NOW));
    }

    private static ApprovalView call(
            int number, Status status, Risk risk, String tool, String arguments, boolean attached, Duration left) {
        boolean decided = status != Status.PENDING;
        VoteDecision decision = status == Status.DENIED ? VoteDecision.DENY : VoteDecision.APPROVE;
        return new ApprovalView(
                new ApprovalId(new UUID(0x4000L, 0x8000000000000000L + number)),
                status,
                number,
                new ServerName("bank"),
                new ToolName(tool),
                new AgentName("bot"),
                new PersonName("alice"),
                arguments,
                "",
                "",
                Digest.ofBytes(arguments.getBytes(StandardCharsets.UTF_8)),
                new ApprovalView.Rule(
                        new RulePointer("/tools/" + tool + "/deny_if/0"), "Requires human approval.", "v1"),
                risk,
                NOW.minus(Duration.ofMinutes(5)),
                NOW.plus(left),
                attached,
                new ApprovalView.Quorum(1, decided ? 1 : 0, Set.of()),
                decided
                        ? List.of(new ApprovalView.CastVote(
                                new PersonName("bob"), decision, "", NOW.minus(Duration.ofMinutes(4))))
                        : List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                number == 2 ? List.of(new ApprovalId(new UUID(0x4000L, 0x8000000000000009L))) : List.of());
    }
}
