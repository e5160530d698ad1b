package dev.countersign.admin.page;

import dev.countersign.inbox.Form;
import dev.countersign.policy.build.ArgumentTypes;
import dev.countersign.policy.build.CustomRule;
import dev.countersign.policy.build.CustomRule.Kind;
import dev.countersign.policy.build.CustomRule.Part;
import dev.countersign.policy.build.CustomRules;
import dev.countersign.policy.build.Effect;
import dev.countersign.policy.build.Outline;
import dev.countersign.policy.build.ToolChoice;
import java.util.ArrayList;
import java.util.List;

/** What the forms of the builder say. */
final class BuilderForm {

    private BuilderForm() {}

    /** The text with every row that a person changed; rows that are as the page showed them change nothing. */
    static Outline built(Outline outline, Form form) {
        Outline built = outline;
        for (int i = 0; form.has("b" + i + "-tool"); i++) {
            String row = "b" + i;
            ToolChoice choice = new ToolChoice(
                    Effect.of(form.get(row + "-effect")).orElse(Effect.CUSTOM),
                    form.get(row + "-message"),
                    form.get(row + "-max"),
                    form.get(row + "-window"));
            if (!BuilderViews.written(choice).equals(form.get(row + "-was"))) {
                built = built.with(form.get(row + "-tool"), choice);
            }
        }
        return built;
    }

    /** The rules of one tool. */
    static CustomRules rules(Form form, ArgumentTypes types) {
        List<CustomRule> rules = new ArrayList<>();
        for (int i = 0; form.has("r" + i + "-kind"); i++) {
            String id = "r" + i;
            Kind kind = Kind.of(form.get(id + "-kind"));
            String raw = form.get(id + "-raw");
            if (kind != Kind.NONE && (raw.isEmpty() || CustomRules.isObject(raw))) {
                rules.add(new CustomRule(kind, parts(form, id, types), form.get(id + "-message"), raw));
            }
        }
        List<String> limits = new ArrayList<>();
        for (int i = 0; form.has("l" + i + "-raw"); i++) {
            if (form.has("l" + i + "-keep") && CustomRules.isObject(form.get("l" + i + "-raw"))) {
                limits.add(form.get("l" + i + "-raw"));
            }
        }
        return new CustomRules(rules, limits, CustomRules.rest(form.get("rest")));
    }

    private static List<Part> parts(Form form, String rule, ArgumentTypes types) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; form.has(rule + "-c" + i + "-path"); i++) {
            String id = rule + "-c" + i;
            String path = form.get(id + "-path").strip();
            if (!path.isEmpty()) {
                parts.add(Part.typed(path, form.get(id + "-op"), form.get(id + "-value"), types));
            }
        }
        return parts;
    }
}
