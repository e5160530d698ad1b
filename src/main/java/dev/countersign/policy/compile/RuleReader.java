package dev.countersign.policy.compile;

import dev.countersign.call.RulePointer;
import dev.countersign.json.JsonValue.JsonString;
import dev.countersign.policy.compile.part.Approval;
import dev.countersign.policy.compile.part.ApprovalReader;
import dev.countersign.policy.compile.part.ConditionReader;
import dev.countersign.policy.compile.part.Fields;
import dev.countersign.policy.compile.part.Fields.Keys;
import dev.countersign.policy.compile.part.StateReader;
import dev.countersign.policy.condition.Condition;
import dev.countersign.policy.rule.LimitRule;
import dev.countersign.policy.rule.Rule;
import dev.countersign.policy.rule.Rule.Effect;
import dev.countersign.policy.rule.Rule.Kind;
import dev.countersign.policy.rule.Rule.Refusal;
import dev.countersign.policy.rule.ToolRules;
import dev.countersign.policy.text.Problems;
import dev.countersign.policy.text.Quoted;
import dev.countersign.policy.text.SourceNode;
import dev.countersign.policy.text.SourceNode.SourceList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the {@code rules} of one tool: one list, in order, whatever the action. */
final class RuleReader {

    private static final Keys TOOL = Keys.of("rules");
    private static final Keys RULE =
            Keys.of("name", "action", "conditions", "on_deny", "rate_limit", "state", "approval_timeout");
    private static final String EVALUATE = "evaluate";
    private static final String DENY = "deny";
    private static final String HOLD = "require_approval";
    private static final List<String> ACTIONS = List.of(EVALUATE, DENY, HOLD);
    private static final int MOST_CONDITIONS = 100;
    private static final String GLOBAL = "_global";

    private final Problems problems;
    private final Approval defaults;
    private final RuleCount count;

    RuleReader(Problems problems, Approval defaults) {
        this.problems = problems;
        this.defaults = defaults;
        this.count = new RuleCount(problems);
    }

    /** The rules of the tools key of this name. */
    ToolRules tool(String name, SourceNode node) {
        return rules(node, Quoted.of(name), new StateReader(problems, name, "tools/" + name));
    }

    /** The rules of the star, for every call. */
    ToolRules all(SourceNode node) {
        return rules(node, Quoted.of("*"), new StateReader(problems, GLOBAL, "all_tools"));
    }

    private ToolRules rules(SourceNode node, String label, StateReader state) {
        Lists lists = new Lists();
        Fields.of(node, label, TOOL, problems).ifPresent(tool -> {
            List<SourceNode> elements = count.counted(tool, "rules");
            for (int i = 0; i < elements.size(); i++) {
                int index = i;
                Fields.of(elements.get(i), "a rule", RULE, problems)
                        .ifPresent(fields -> new OneRule(fields, index, state, lists).read());
            }
        });
        return new ToolRules(lists.denies, lists.limits, lists.holds);
    }

    private static final class Lists {
        private final List<Rule> denies = new ArrayList<>();
        private final List<LimitRule> limits = new ArrayList<>();
        private final List<Rule> holds = new ArrayList<>();
    }

    /** One element of {@code rules}. */
    private final class OneRule {
        private final Fields fields;
        private final StateReader state;
        private final Lists lists;
        private final Optional<String> text;
        private final String spoken;
        private final RulePointer pointer;

        OneRule(Fields fields, int index, StateReader state, Lists lists) {
            this.fields = fields;
            this.state = state;
            this.lists = lists;
            this.text = fields.text("on_deny", Fields.LONGEST_TEXT);
            this.pointer = new RulePointer(fields.place().pointer());
            this.spoken = fields.text("name", Fields.LONGEST_NAME).orElse("rules[" + index + "]");
        }

        void read() {
            String action = fields.get("action").map(this::action).orElse(EVALUATE);
            if (fields.has("approval_timeout") && !action.equals(HOLD)) {
                fields.noEffect("approval_timeout");
            }
            if (fields.has("rate_limit")) {
                rateLimit(action);
                return;
            }
            switch (action) {
                case EVALUATE -> evaluate();
                case DENY -> deny();
                case HOLD -> hold();
                default -> conditions(false); // an unknown action is a problem already; its conditions may have others
            }
        }

        private String action(SourceNode node) {
            if (node.value() instanceof JsonString word && ACTIONS.contains(word.value())) {
                return word.value();
            }
            problems.error(
                    node.place(),
                    "action must be \"evaluate\", \"deny\" or \"require_approval\", got "
                            + (node.value() instanceof JsonString word ? Quoted.of(word.value()) : node.type()));
            return "";
        }

        private void rateLimit(String action) {
            fields.get("rate_limit").ifPresent(node -> {
                if (!action.equals(EVALUATE)) {
                    problems.error(node.place(), "rate_limit cannot be used with action " + Quoted.of(action));
                } else if (fields.has("conditions") || fields.has("state")) {
                    problems.error(node.place(), "rate_limit cannot be combined with conditions or state");
                }
                state.rateLimit(fields, node, text).ifPresent(lists.limits::add);
            });
        }

        private void evaluate() {
            List<Condition> conditions = conditions(true);
            if (fields.list("conditions").isEmpty()) {
                problems.error(fields.place(), "an evaluate rule needs at least one condition");
            }
            state.limit(fields, text).ifPresent(lists.limits::add);
            if (!conditions.isEmpty()) {
                lists.denies.add(new Rule(Kind.REQUIRE, conditions, refuses()));
            }
        }

        private void deny() {
            if (!fields.list("conditions").isEmpty()) {
                fields.get("conditions").ifPresent(this::takesNothing);
            }
            fields.get("state").ifPresent(this::takesNothing);
            lists.denies.add(new Rule(Kind.DENY_IF, List.of(), refuses()));
        }

        private void takesNothing(SourceNode node) {
            problems.error(node.place(), "a deny rule takes no conditions and no state");
        }

        private void hold() {
            fields.get("state")
                    .ifPresent(node ->
                            problems.error(node.place(), "state cannot be used with action \"require_approval\""));
            Approval own = Approval.expiringAfter(fields.get("approval_timeout")
                    .flatMap(value -> ApprovalReader.expiry("approval_timeout", value, problems)));
            lists.holds.add(new Rule(
                    Kind.DENY_IF,
                    conditions(false),
                    EntryReader.holds(own.or(defaults), pointer, text.orElse(EntryReader.HOLD_TEXT))));
        }

        private Effect refuses() {
            String message = text.orElseGet(() -> "Denied by rule " + Quoted.of(spoken));
            return new Effect(Optional.of(new Refusal(pointer, Optional.of(message))), Optional.empty());
        }

        /** The conditions on arguments; those on a counter belong to the state block. */
        private List<Condition> conditions(boolean mayCount) {
            Optional<SourceList> list = fields.get("conditions").flatMap(node -> fields.listOf("conditions", node));
            list.filter(l -> l.elements().size() > MOST_CONDITIONS)
                    .ifPresent(l -> problems.error(l.place(), "more than " + MOST_CONDITIONS + " conditions"));
            list.ifPresent(l -> state.check(fields, l, mayCount));
            ConditionReader reader = new ConditionReader(problems);
            return list.map(SourceList::elements).orElse(List.of()).stream()
                    .filter(node -> StateReader.statePath(node).isEmpty())
                    .flatMap(node -> reader.read(node).stream())
                    .toList();
        }
    }
}
