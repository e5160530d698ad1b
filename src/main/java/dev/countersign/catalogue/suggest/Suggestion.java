package dev.countersign.catalogue.suggest;

import dev.countersign.catalogue.RiskClassifier;
import dev.countersign.catalogue.ToolDefinition;
import dev.countersign.json.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A policy for the tools of a server, in the order of its list: read what it says and change what does not fit. The first of two
 * tools with one name counts.
 *
 * @param rules one for each tool
 */
public record Suggestion(List<SuggestedRule> rules) {

    public Suggestion {
        rules = List.copyOf(rules);
    }

    /** Classifies the tools and recommends a rule for each. */
    public static Suggestion of(List<ToolDefinition> tools, Destructive destructive) {
        RiskClassifier classifier = new RiskClassifier();
        Map<String, SuggestedRule> rules = new LinkedHashMap<>();
        for (ToolDefinition tool : tools) {
            String name = tool.name().value();
            rules.computeIfAbsent(name, n -> SuggestedRule.of(n, classifier.classify(tool), destructive));
        }
        return new Suggestion(List.copyOf(rules.values()));
    }

    /** The policy as JSON, one tool a line. It can be used as it stands. */
    public String policy() {
        StringBuilder out = new StringBuilder("{\n  \"version\": \"1\",\n  \"default\": \"deny\"");
        List<SuggestedRule> hidden = rules.stream().filter(SuggestedRule::hides).toList();
        if (!hidden.isEmpty()) {
            out.append(hidden.stream()
                    .map(rule -> "    " + JsonText.quote(rule.tool()))
                    .collect(Collectors.joining(",\n", ",\n  \"hide\": [\n", "\n  ]")));
        }
        if (hidden.size() < rules.size()) {
            out.append(rules.stream()
                    .filter(rule -> !rule.hides())
                    .map(rule -> "    " + JsonText.quote(rule.tool()) + ": " + rule.rule())
                    .collect(Collectors.joining(",\n", ",\n  \"tools\": {\n", "\n  }")));
        }
        return out.append("\n}\n").toString();
    }

    /** Policy, classes and evidence as one JSON text: {@code {policy, tools: [{name, class, risk, evidence, rule}]}}. */
    public String json() {
        return rules.stream()
                .map(Suggestion::entry)
                .collect(Collectors.joining(",\n  ", "{\"policy\": " + policy() + ", \"tools\": [\n  ", "\n]}\n"));
    }

    private static String entry(SuggestedRule rule) {
        return "{\"name\": " + JsonText.quote(rule.tool()) + ", \"class\": \""
                + rule.risk().word() + "\", \"risk\": \"" + rule.risk().level().word() + "\", \"evidence\": "
                + JsonText.quote(rule.classified().evidence()) + ", \"rule\": " + rule.rule() + "}";
    }
}
