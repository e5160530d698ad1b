package dev.countersign.policy.compile;

import dev.countersign.call.RulePointer;
import dev.countersign.json.JsonValue.JsonString;
import dev.countersign.policy.compile.part.Approval;
import dev.countersign.policy.compile.part.ApprovalReader;
import dev.countersign.policy.compile.part.ConditionReader;
import dev.countersign.policy.compile.part.Fields;
import dev.countersign.policy.compile.part.Fields.Keys;
import dev.countersign.policy.condition.Condition;
import dev.countersign.policy.rule.Rule;
import dev.countersign.policy.rule.Rule.Effect;
import dev.countersign.policy.rule.Rule.Kind;
import dev.countersign.policy.rule.Rule.Refusal;
import dev.countersign.policy.text.Problems;
import dev.countersign.policy.text.Quoted;
import dev.countersign.policy.text.SourceNode;
import dev.countersign.policy.text.SourceNode.SourceMember;
import dev.countersign.policy.text.SourceNode.SourceObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the entries of {@code deny_if} and {@code require}. */
final class EntryReader {

    /** The text of a hold that names none. */
    static final String HOLD_TEXT = "Requires human approval.";

    private static final Keys KEYS = Keys.of("conditions", "on_deny", "action", "approval", "name");
    private static final Keys SHORT_KEYS = Keys.of("path", "op", "value", "as", "on_deny");
    private static final String HOLD_PHRASE = "requires human approval";
    private static final int MOST_CONDITIONS = 100;

    private final Problems problems;
    private final Approval defaults;
    private final ConditionReader conditions;

    EntryReader(Problems problems, Approval defaults) {
        this.problems = problems;
        this.defaults = defaults;
        this.conditions = new ConditionReader(problems);
    }

    Optional<Rule> read(SourceNode node, Kind kind) {
        boolean isShort = kind == Kind.REQUIRE && isShort(node);
        return Fields.of(node, "an entry", isShort ? SHORT_KEYS : KEYS, problems)
                .flatMap(fields -> (isShort ? conditions.read(fields).map(List::of) : conditions(fields, kind))
                        .map(all -> new Rule(kind, all, effect(fields))));
    }

    private static boolean isShort(SourceNode node) {
        Set<String> marks = Set.of("path", "op", "value");
        return node instanceof SourceObject object
                && object.members().stream().map(SourceMember::key).anyMatch(marks::contains)
                && object.members().stream().map(SourceMember::key).noneMatch("conditions"::equals);
    }

    private Optional<List<Condition>> conditions(Fields fields, Kind kind) {
        return fields.require("conditions")
                .flatMap(node -> fields.listOf("conditions", node))
                .map(list -> {
                    if (list.elements().isEmpty() && kind == Kind.REQUIRE) {
                        problems.error(list.place(), "conditions must not be empty");
                    }
                    if (list.elements().size() > MOST_CONDITIONS) {
                        problems.error(list.place(), "more than " + MOST_CONDITIONS + " conditions");
                    }
                    return list.elements().stream()
                            .flatMap(element -> conditions.read(element).stream())
                            .toList();
                });
    }

    private Effect effect(Fields fields) {
        Optional<String> text = fields.text("on_deny", Fields.LONGEST_TEXT);
        Optional<String> name = fields.text("name", Fields.LONGEST_NAME);
        Optional<String> action = action(fields);
        Optional<Approval> approval = fields.get("approval").map(new ApprovalReader(problems)::read);
        RulePointer pointer = new RulePointer(fields.place().pointer());
        if (action.filter("deny"::equals).isPresent()) {
            fields.noEffect("approval");
        } else if (action.isPresent()
                || approval.isPresent()
                || text.filter(EntryReader::asksForApproval).isPresent()) {
            return holds(approval.orElse(Approval.NOTHING).or(defaults), pointer, text.orElse(HOLD_TEXT));
        }
        String message = text.orElseGet(() -> "Denied by rule " + Quoted.of(name.orElse(pointer.value())));
        return new Effect(Optional.of(new Refusal(pointer, Optional.of(message))), Optional.empty());
    }

    /** The effect of a rule that holds. */
    static Effect holds(Approval approval, RulePointer pointer, String message) {
        return new Effect(Optional.empty(), Optional.of(approval.hold(pointer, message)));
    }

    private Optional<String> action(Fields fields) {
        Optional<SourceNode> node = fields.get("action");
        Optional<String> action = node.map(SourceNode::value)
                .flatMap(v -> v instanceof JsonString string ? Optional.of(string.value()) : Optional.empty())
                .filter(word -> word.equals("deny") || word.equals("require_approval"));
        if (node.isPresent() && action.isEmpty()) {
            problems.error(node.get().place(), "action must be \"deny\" or \"require_approval\"");
        }
        return action;
    }

    /** Without white space around it and ignoring ASCII case only: a look-alike letter does not turn a deny into a hold. */
    static boolean asksForApproval(String text) {
        String stripped = text.strip();
        if (stripped.length() < HOLD_PHRASE.length()) {
            return false;
        }
        for (int i = 0; i < HOLD_PHRASE.length(); i++) {
            char c = stripped.charAt(i);
            char lower = c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
            if (lower != HOLD_PHRASE.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
