package dev.countersign.policy.compile;

import dev.countersign.json.JsonValue.JsonNumber;
import dev.countersign.json.JsonValue.JsonString;
import dev.countersign.policy.compile.Fields.Keys;
import dev.countersign.policy.text.Durations;
import dev.countersign.policy.text.Problems;
import dev.countersign.policy.text.SourceNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code approval}. */
final class ApprovalReader {

    private static final Keys KEYS = Keys.of("quorum", "groups", "expires_after")
            .withPlanned(
                    "stages",
                    "require_comment",
                    "allow_edit",
                    "four_eyes",
                    "escalate_after",
                    "escalate_to",
                    "release_delay",
                    "probes",
                    "idempotency_key");
    private static final BigDecimal MOST_APPROVALS = BigDecimal.valueOf(20);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(30);

    private final Problems problems;

    ApprovalReader(Problems problems) {
        this.problems = problems;
    }

    Approval read(SourceNode node) {
        return Fields.of(node, "approval", KEYS, problems)
                .map(fields -> new Approval(
                        fields.get("quorum").flatMap(this::quorum),
                        fields.get("groups").flatMap(groups -> groups(fields, groups)),
                        fields.get("expires_after").flatMap(this::expiry)))
                .orElse(Approval.NOTHING);
    }

    private Optional<Integer> quorum(SourceNode node) {
        if (node.value() instanceof JsonNumber number
                && number.value().compareTo(BigDecimal.ONE) >= 0
                && number.value().compareTo(MOST_APPROVALS) <= 0
                && number.value().stripTrailingZeros().scale() <= 0) {
            return Optional.of(number.value().intValueExact());
        }
        problems.error(node.place(), "quorum must be a whole number from 1 to 20");
        return Optional.empty();
    }

    private Optional<Set<String>> groups(Fields fields, SourceNode node) {
        return fields.listOf("groups", node).map(list -> {
            if (list.elements().isEmpty()) {
                problems.error(node.place(), "groups must not be empty");
            }
            List<String> names = fields.names("groups", list);
            return Set.copyOf(names);
        });
    }

    private Optional<Duration> expiry(SourceNode node) {
        Optional<Duration> duration = node.value() instanceof JsonString text
                ? Durations.parse(text.value()).filter(d -> d.compareTo(SHORTEST) >= 0 && d.compareTo(LONGEST) <= 0)
                : Optional.empty();
        if (duration.isEmpty()) {
            problems.error(
                    node.place(),
                    "expires_after must be a duration from " + SHORTEST.toSeconds() + " to " + LONGEST.toSeconds()
                            + " seconds, like \"PT30M\" or \"30m\"");
        }
        return duration;
    }
}
