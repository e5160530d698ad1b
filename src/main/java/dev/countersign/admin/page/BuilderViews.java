package dev.countersign.admin.page;

import dev.countersign.admin.ToolView;
import dev.countersign.inbox.text.ShownText;
import dev.countersign.inbox.view.Badge;
import dev.countersign.policy.build.ArgumentTypes;
import dev.countersign.policy.build.CustomRule;
import dev.countersign.policy.build.CustomRule.Kind;
import dev.countersign.policy.build.CustomRule.Part;
import dev.countersign.policy.build.CustomRules;
import dev.countersign.policy.build.Effect;
import dev.countersign.policy.build.ToolChoice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the builder shows. */
final class BuilderViews {

    private static final List<String> WINDOWS = List.of("minute", "hour", "day");
    private static final List<String> OPERATORS =
            List.of("eq", "neq", "in", "not_in", "lt", "lte", "gt", "gte", "regex", "contains", "exists");

    private BuilderViews() {}

    /** Something that can be picked. */
    record Choice(String word, String label, boolean picked) {}

    /**
     * The rows of all tools.
     *
     * @param usable whether the text can be built with: JSON that can be read
     * @param action where the buttons send the form
     */
    record BuilderRows(boolean usable, List<BuilderRow> rows, String action) {}

    /**
     * A tool.
     *
     * @param id of its fields in the form
     * @param was what the text says of it, so that only what was changed is written
     */
    record BuilderRow(
            String id, String raw, ShownText name, Badge badge, String verdict, String was, ChoiceFields fields) {
        static BuilderRow of(int index, ToolView tool, ToolChoice choice, boolean judged) {
            return new BuilderRow(
                    "b" + index,
                    tool.name(),
                    ShownText.of(tool.name()),
                    Badge.of(tool.risk()),
                    judged ? tool.verdict().word() : "",
                    written(choice),
                    ChoiceFields.of(choice));
        }
    }

    /** A choice as the hidden field of a row keeps it. */
    static String written(ToolChoice choice) {
        return choice.effect().word() + "|" + choice.max() + "|" + choice.window() + "|" + choice.message();
    }

    /** The fields of a row. */
    record ChoiceFields(List<Choice> effects, String message, String max, List<Choice> windows) {
        static ChoiceFields of(ToolChoice choice) {
            return new ChoiceFields(
                    Arrays.stream(Effect.values())
                            .filter(effect -> effect != Effect.CUSTOM || choice.effect() == Effect.CUSTOM)
                            .map(effect -> new Choice(effect.word(), effect.label(), effect == choice.effect()))
                            .toList(),
                    choice.message(),
                    choice.max(),
                    choices(WINDOWS, choice.window()));
        }
    }

    private static List<Choice> choices(List<String> words, String picked) {
        return words.stream()
                .map(word -> new Choice(word, word, word.equals(picked)))
                .toList();
    }

    /** The rules of one tool. */
    record RulesView(
            String raw, ShownText name, List<String> paths, List<RuleView> rules, List<String> limits, String rest) {
        static RulesView of(String tool, CustomRules rules, ArgumentTypes types) {
            List<CustomRule> all = Stream.concat(
                            rules.rules().stream(), Stream.of(new CustomRule(Kind.NONE, List.of(), "", "")))
                    .toList();
            return new RulesView(
                    tool,
                    ShownText.of(tool),
                    types.paths(),
                    IntStream.range(0, all.size())
                            .mapToObj(i -> RuleView.of("r" + i, i + 1, all.get(i), types))
                            .toList(),
                    rules.limits(),
                    rules.restJson());
        }
    }

    /**
     * A rule.
     *
     * @param raw as written, when the form cannot say it
     */
    record RuleView(
            String id,
            int number,
            List<Choice> kinds,
            List<PartView> parts,
            String message,
            String raw,
            ShownText shown) {
        static RuleView of(String id, int number, CustomRule rule, ArgumentTypes types) {
            List<PartView> parts = new ArrayList<>();
            for (Part part : rule.conditions()) {
                parts.add(PartView.of(
                        id + "-c" + parts.size(),
                        part.path(),
                        part.op(),
                        part.text(types).orElse("")));
            }
            parts.add(PartView.of(id + "-c" + parts.size(), "", "eq", ""));
            return new RuleView(
                    id,
                    number,
                    Arrays.stream(Kind.values())
                            .map(kind -> new Choice(kind.word(), kind.label(), kind == rule.kind()))
                            .toList(),
                    parts,
                    rule.message(),
                    rule.raw(),
                    ShownText.exact(rule.raw()));
        }
    }

    /** A condition. */
    record PartView(String id, String path, List<Choice> operators, String value) {
        static PartView of(String id, String path, String op, String value) {
            return new PartView(id, path, choices(OPERATORS, op), value);
        }
    }
}
