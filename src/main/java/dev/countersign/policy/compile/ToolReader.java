package dev.countersign.policy.compile;

import dev.countersign.call.Risk;
import dev.countersign.call.RulePointer;
import dev.countersign.json.JsonValue.JsonString;
import dev.countersign.policy.compile.part.Approval;
import dev.countersign.policy.compile.part.ApprovalReader;
import dev.countersign.policy.compile.part.Fields;
import dev.countersign.policy.compile.part.Fields.Keys;
import dev.countersign.policy.compile.part.LimitReader;
import dev.countersign.policy.rule.LimitRule;
import dev.countersign.policy.rule.Rule;
import dev.countersign.policy.rule.Rule.Effect;
import dev.countersign.policy.rule.Rule.Kind;
import dev.countersign.policy.rule.Rule.Refusal;
import dev.countersign.policy.rule.ToolRules;
import dev.countersign.policy.text.Problems;
import dev.countersign.policy.text.Quoted;
import dev.countersign.policy.text.SourceNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the rules of a {@code tools} key and those of {@code all_tools}. */
final class ToolReader {

    private static final Keys TOOL =
            Keys.of("require", "deny_if", "limits", "rate_limit", "action", "reason", "approval", "risk");
    private static final Keys ALL = Keys.of("require", "deny_if", "limits");
    private static final List<String> ACTIONS = List.of("allow", "deny", "require_approval");
    private static final List<Risk> CLASSES =
            List.of(Risk.READ, Risk.WRITE, Risk.EXECUTE, Risk.FINANCIAL, Risk.DESTRUCTIVE);

    private final Problems problems;
    private final Approval defaults;
    private final EntryReader entries;
    private final RuleCount count;

    ToolReader(Problems problems, Approval defaults) {
        this.problems = problems;
        this.defaults = defaults;
        this.entries = new EntryReader(problems, defaults);
        this.count = new RuleCount(problems);
    }

    /** The keys that only the JSON dialect has in a tool. */
    static List<String> keys() {
        return TOOL.names();
    }

    /**
     * What stands behind a key of {@code tools}.
     *
     * @param risk the class that its author gives the tool, whatever its words say
     */
    record Read(ToolRules rules, Optional<Risk> risk) {}

    /** What stands behind the tools key of this name. */
    Read tool(String name, SourceNode node) {
        return Fields.of(node, Quoted.of(name), TOOL, problems)
                .map(fields -> new Read(
                        rules(fields, action(fields), "tools/" + name),
                        fields.get("risk").flatMap(this::risk)))
                .orElse(new Read(ToolRules.NONE, Optional.empty()));
    }

    private Optional<Risk> risk(SourceNode node) {
        Optional<Risk> risk = node.value() instanceof JsonString word
                ? CLASSES.stream().filter(c -> c.word().equals(word.value())).findFirst()
                : Optional.empty();
        if (risk.isEmpty()) {
            problems.error(
                    node.place(),
                    "risk must be one of "
                            + CLASSES.stream().map(c -> Quoted.of(c.word())).collect(Collectors.joining(", ")));
        }
        return risk;
    }

    /** The rules for every call. */
    ToolRules all(SourceNode node) {
        return Fields.of(node, "all_tools", ALL, problems)
                .map(fields -> rules(fields, Optional.empty(), "all_tools"))
                .orElse(ToolRules.NONE);
    }

    private ToolRules rules(Fields fields, Optional<Rule> action, String place) {
        List<Rule> all = new ArrayList<>(action.stream().toList());
        all.addAll(entries(fields, "require", Kind.REQUIRE));
        all.addAll(entries(fields, "deny_if", Kind.DENY_IF));
        return new ToolRules(
                all.stream().filter(rule -> rule.effect().refusal().isPresent()).toList(),
                limits(fields, place),
                all.stream().filter(rule -> rule.effect().hold().isPresent()).toList());
    }

    private List<Rule> entries(Fields fields, String key, Kind kind) {
        return count.counted(fields, key).stream()
                .flatMap(node -> entries.read(node, kind).stream())
                .toList();
    }

    private List<LimitRule> limits(Fields fields, String place) {
        LimitReader reader = new LimitReader(problems, place);
        Stream<LimitRule> limits = count.counted(fields, "limits").stream().flatMap(node -> {
            warnOfHoldText(node);
            return reader.limit(node).stream();
        });
        return Stream.concat(limits, fields.get("rate_limit").flatMap(reader::rateLimit).stream())
                .toList();
    }

    private void warnOfHoldText(SourceNode node) {
        if (node instanceof SourceNode.SourceObject object) {
            object.members().stream()
                    .filter(member -> member.key().equals("on_deny"))
                    .map(SourceNode.SourceMember::node)
                    .filter(text ->
                            text.value() instanceof JsonString string && EntryReader.asksForApproval(string.value()))
                    .forEach(text ->
                            problems.warning(text.place(), "a limit never holds a call, whatever its text says"));
        }
    }

    private Optional<Rule> action(Fields fields) {
        Optional<String> reason = fields.text("reason", Fields.LONGEST_TEXT);
        Optional<Approval> approval = fields.get("approval").map(new ApprovalReader(problems)::read);
        Optional<String> action = fields.get("action").flatMap(this::actionWord);
        checkCompany(fields, action);
        RulePointer pointer = new RulePointer(fields.place().pointer() + "/action");
        return action.filter(word -> !word.equals("allow")).map(word -> {
            Effect effect = word.equals("deny")
                    ? denies(pointer, reason)
                    : EntryReader.holds(
                            approval.orElse(Approval.NOTHING).or(defaults),
                            pointer,
                            reason.orElse(EntryReader.HOLD_TEXT));
            return new Rule(Kind.DENY_IF, List.of(), effect);
        });
    }

    private static Effect denies(RulePointer pointer, Optional<String> reason) {
        return new Effect(Optional.of(new Refusal(pointer, reason)), Optional.empty());
    }

    private Optional<String> actionWord(SourceNode node) {
        if (node.value() instanceof JsonString word && ACTIONS.contains(word.value())) {
            return Optional.of(word.value());
        }
        problems.error(node.place(), "action must be \"allow\", \"deny\" or \"require_approval\"");
        return Optional.empty();
    }

    /** What only makes sense beside an action. */
    private void checkCompany(Fields fields, Optional<String> action) {
        if (!fields.has("action")) {
            fields.get("reason").ifPresent(node -> problems.error(node.place(), "reason needs an action"));
        }
        if (action.filter("allow"::equals).isPresent()) {
            fields.noEffect("reason");
        }
        if (action.filter("require_approval"::equals).isEmpty()) {
            fields.get("approval")
                    .ifPresent(node -> problems.error(node.place(), "approval needs action \"require_approval\""));
        }
    }
}
