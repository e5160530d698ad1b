package dev.countersign.policy.compile.part;

import dev.countersign.call.HoldTerms.VoteRules;
import dev.countersign.json.JsonValue;
import dev.countersign.json.JsonValue.JsonArray;
import dev.countersign.json.JsonValue.JsonBoolean;
import dev.countersign.json.JsonValue.JsonNumber;
import dev.countersign.json.JsonValue.JsonString;
import dev.countersign.policy.compile.part.Approval.Voters;
import dev.countersign.policy.compile.part.Approval.Votes;
import dev.countersign.policy.compile.part.Fields.Keys;
import dev.countersign.policy.condition.ArgumentPath;
import dev.countersign.policy.condition.ArgumentPaths;
import dev.countersign.policy.text.Durations;
import dev.countersign.policy.text.Problems;
import dev.countersign.policy.text.SourceNode;
import dev.countersign.policy.text.SourceNode.SourceList;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code approval}, all of it. A value that asks for something which the approval engine cannot do is refused; one that says
 * what happens anyway ({@code "four_eyes": false}) is fine.
 */
public final class ApprovalReader {

    /** Longest {@code expires_after}. */
    private static final Duration LONGEST = Duration.ofDays(30);

    private static final Keys KEYS = Keys.of(
            "quorum",
            "groups",
            "stages",
            "expires_after",
            "require_comment",
            "allow_edit",
            "four_eyes",
            "escalate_after",
            "escalate_to",
            "release_delay",
            "probes",
            "idempotency_key");
    private static final Keys STAGE = Keys.of("quorum", "groups");
    private static final BigDecimal MOST_APPROVALS = BigDecimal.valueOf(20);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST_DELAY = Duration.ofDays(7);
    private static final int MOST_STAGES = 10;
    private static final List<String> COMMENTS = List.of("never", "deny", "approve", "always");

    private final Problems problems;

    /** Adds what is wrong to these problems. */
    public ApprovalReader(Problems problems) {
        this.problems = problems;
    }

    /** What the block says. */
    public Approval read(SourceNode node) {
        return Fields.of(node, "approval", KEYS, problems).map(this::read).orElse(Approval.NOTHING);
    }

    private Approval read(Fields fields) {
        Optional<Duration> expiry =
                fields.get("expires_after").flatMap(value -> duration("expires_after", value, SHORTEST, LONGEST));
        Voters voters = fields.has("stages") ? stages(fields) : voters(fields);
        Votes votes = new Votes(comments(fields), edits(fields), fourEyes(fields));
        escalation(fields, expiry);
        fields.get("release_delay")
                .flatMap(value -> duration("release_delay", value, Duration.ZERO, LONGEST_DELAY))
                .filter(delay -> !delay.isZero())
                .ifPresent(delay -> fields.notSupported("release_delay"));
        if (fields.has("probes") && new ProbeReader(problems).read(fields)) {
            fields.notSupported("probes");
        }
        return new Approval(voters, votes, expiry, fields.get("idempotency_key").flatMap(this::argument));
    }

    private Voters voters(Fields fields) {
        return new Voters(
                fields.get("quorum").flatMap(this::quorum),
                fields.get("groups").flatMap(groups -> groups(fields, "groups", groups)));
    }

    private Voters stages(Fields fields) {
        Optional<SourceNode> value = fields.get("stages");
        if (fields.has("quorum") || fields.has("groups")) {
            value.ifPresent(node -> problems.error(node.place(), "stages cannot be combined with quorum or groups"));
            return Voters.NOBODY_NAMED;
        }
        List<SourceNode> elements = value.flatMap(node -> fields.listOf("stages", node))
                .filter(this::countOfStages)
                .map(SourceList::elements)
                .orElse(List.of());
        List<Voters> stages = elements.stream()
                .flatMap(node -> Fields.of(node, "a stage", STAGE, problems).stream())
                .map(this::voters)
                .toList();
        if (stages.size() > 1) {
            fields.notSupported("stages");
        }
        // one stage replaces what the top says of quorum and groups, whatever it leaves out
        return stages.stream()
                .findFirst()
                .map(stage -> new Voters(
                        stage.quorum().or(() -> Optional.of(1)), stage.groups().or(() -> Optional.of(Set.of()))))
                .orElse(Voters.NOBODY_NAMED);
    }

    private boolean countOfStages(SourceList list) {
        int count = list.elements().size();
        if (count == 0) {
            problems.error(list.place(), "stages must not be empty");
        } else if (count > MOST_STAGES) {
            problems.error(list.place(), "more than " + MOST_STAGES + " stages");
        }
        return count > 0 && count <= MOST_STAGES;
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

    private Optional<Set<String>> groups(Fields fields, String key, SourceNode node) {
        return fields.listOf(key, node).map(list -> {
            if (list.elements().isEmpty()) {
                problems.error(node.place(), key + " must not be empty");
            }
            return Set.copyOf(fields.names(key, list));
        });
    }

    private Optional<VoteRules.Comments> comments(Fields fields) {
        return fields.get("require_comment").flatMap(node -> {
            if (node.value() instanceof JsonString word && COMMENTS.contains(word.value())) {
                return Optional.of(VoteRules.Comments.valueOf(word.value().toUpperCase(Locale.ROOT)));
            }
            problems.error(node.place(), "require_comment must be \"never\", \"deny\", \"approve\" or \"always\"");
            return Optional.empty();
        });
    }

    /** {@code true} bounds nothing, {@code false} is the bound without any path. */
    private Optional<List<Set<String>>> edits(Fields fields) {
        return fields.get("allow_edit").flatMap(node -> {
            if (node.value() instanceof JsonBoolean anything) {
                return Optional.of(anything.value() ? List.of() : List.of(Set.of()));
            }
            Optional<Set<String>> paths = paths(node.value());
            if (paths.isEmpty()) {
                problems.error(node.place(), "allow_edit must be a boolean or a list of paths");
            }
            return paths.map(List::of);
        });
    }

    private static Optional<Set<String>> paths(JsonValue value) {
        if (!(value instanceof JsonArray list)) {
            return Optional.empty();
        }
        Set<String> paths = new LinkedHashSet<>();
        for (JsonValue element : list.elements()) {
            if (!(element instanceof JsonString path)
                    || ArgumentPaths.parse(path.value()).isEmpty()) {
                return Optional.empty();
            }
            paths.add(path.value());
        }
        return Optional.of(paths);
    }

    private Optional<Boolean> fourEyes(Fields fields) {
        return fields.get("four_eyes").flatMap(node -> {
            if (node.value() instanceof JsonBoolean wanted) {
                return Optional.of(wanted.value());
            }
            problems.error(node.place(), "four_eyes must be a boolean, got " + node.type());
            return Optional.empty();
        });
    }

    private void escalation(Fields fields, Optional<Duration> expiry) {
        if (!fields.has("escalate_after") && !fields.has("escalate_to")) {
            return;
        }
        Optional<SourceNode> after = fields.require("escalate_after");
        Optional<SourceNode> to = fields.require("escalate_to");
        Optional<Duration> delay = after.flatMap(node -> duration("escalate_after", node, SHORTEST, LONGEST));
        boolean tooLong = delay.isPresent() && delay.get().compareTo(expiry.orElse(LONGEST)) >= 0;
        if (tooLong) {
            after.ifPresent(node -> problems.error(node.place(), "escalate_after must be shorter than expires_after"));
        }
        Optional<Set<String>> groups = to.flatMap(node -> groups(fields, "escalate_to", node));
        if (delay.isPresent() && !tooLong && groups.filter(g -> !g.isEmpty()).isPresent()) {
            fields.notSupported("escalate_after");
        }
    }

    private Optional<String> argument(SourceNode node) {
        Optional<String> name = node.value() instanceof JsonString text
                ? ArgumentPaths.parse(text.value())
                        .filter(path -> path.steps().size() == 1)
                        .map(path -> path.steps().get(0))
                        .filter(step -> !step.every())
                        .map(ArgumentPath.Step::name)
                : Optional.empty();
        if (name.isEmpty()) {
            problems.error(node.place(), "idempotency_key must name one argument, like \"args.client_order_id\"");
        }
        return name;
    }

    private Optional<Duration> duration(String key, SourceNode node, Duration from, Duration to) {
        return duration(key, node, from, to, problems);
    }

    /** A duration of the file, from {@code expires_after} of the language's page. */
    public static Optional<Duration> expiry(String key, SourceNode node, Problems problems) {
        return duration(key, node, SHORTEST, LONGEST, problems);
    }

    private static Optional<Duration> duration(
            String key, SourceNode node, Duration from, Duration to, Problems problems) {
        Optional<Duration> duration = node.value() instanceof JsonString text
                ? Durations.parse(text.value()).filter(d -> d.compareTo(from) >= 0 && d.compareTo(to) <= 0)
                : Optional.empty();
        if (duration.isEmpty()) {
            problems.error(
                    node.place(),
                    key + " must be a duration from " + from.toSeconds() + " to " + to.toSeconds()
                            + " seconds, like \"PT30M\" or \"30m\"");
        }
        return duration;
    }
}
