package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The language as executable cases, where the case file lies beside the clone; what is not built yet is skipped by name. */
class PolicyCasesTest {

    private static final Path CASES = Path.of("../shared/cases/policy-cases.json");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** About parts that later work brings. */
    private static final Set<String> LATER = Set.of();

    @TestFactory
    Stream<DynamicTest> shouldDecideEveryCaseAsTheLanguageSays() throws IOException {
        Path file = Files.exists(CASES)
                ? CASES
                : Path.of(System.getenv().getOrDefault("COUNTERSIGN_POLICY_CASES", CASES.toString()));
        assumeTrue(Files.exists(file), "the case file is not beside this clone");
        JsonNode cases = JSON.readTree(file.toFile()).get("cases");
        return StreamSupport.stream(cases.spliterator(), false)
                .filter(c -> !LATER.contains(c.get("name").asText()))
                .filter(c -> !c.path("policy").isNull())
                .filter(c -> !c.has("grantPolicies"))
                .map(c -> DynamicTest.dynamicTest(c.get("name").asText(), () -> run(c)));
    }

    private static void run(JsonNode c) throws Exception {
        if (c.has("invalid")) {
            refused(c);
            return;
        }
        CaseRunner runner = new CaseRunner(c, Calls.compile(name(c), bytes(c)).policy());
        int step = 0;
        for (JsonNode call : c.path("calls")) {
            step++;
            if (call.has("reload") || call.has("raw") || call.has("batch")) {
                return;
            }
            runner.step(call, "call " + step + " " + call);
        }
    }

    private static void refused(JsonNode c) {
        try {
            Calls.compile(name(c), bytes(c));
            fail("it was accepted");
        } catch (PolicyErrorsException e) {
            for (JsonNode wanted : c.get("invalid")) {
                assertThat(e.problems())
                        .as("%s in%n%s", wanted, e.getMessage())
                        .anyMatch(problem -> fits(problem, wanted));
            }
            if (c.has("exactly")) {
                assertThat(e.problems()).hasSize(c.get("exactly").asInt());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean fits(PolicyProblem problem, JsonNode wanted) {
        JsonNode at = wanted.path("at");
        return (!wanted.has("pointer") || wanted.get("pointer").asText().equals(problem.pointer()))
                && (!wanted.has("message")
                        || problem.message().contains(wanted.get("message").asText()))
                && (at.isMissingNode() || at.get(0).asInt() == problem.line())
                && (at.size() < 2 || at.get(1).asInt() == problem.column());
    }

    private static String name(JsonNode c) {
        return c.path("file").asText("policy.json");
    }

    private static byte[] bytes(JsonNode c) throws IOException {
        if (c.has("policyBase64")) {
            return c.get("policyBase64").binaryValue();
        }
        if (c.has("policyText")) {
            JsonNode text = c.get("policyText");
            List<String> lines = new ArrayList<>();
            if (text instanceof ArrayNode) {
                text.forEach(line -> lines.add(line.asText()));
            } else {
                lines.add(text.asText());
            }
            return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        }
        if (c.has("policy") && name(c).endsWith("yaml")) {
            return BlockYaml.of(c.get("policy")).getBytes(StandardCharsets.UTF_8);
        }
        return c.has("generate")
                ? generated(c.get("generate")).getBytes(StandardCharsets.UTF_8)
                : JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(c.get("policy"));
    }

    private static String generated(JsonNode g) {
        return switch (g.get("kind").asText()) {
            case "padded" -> {
                String head = "{\"version\":\"1\",\"default\":\"allow\"";
                yield head + " ".repeat(g.get("bytes").asInt() - head.length() - 1) + "}";
            }
            case "rules" -> {
                List<String> tools = new ArrayList<>();
                for (int i = 0; i < g.get("tools").asInt(); i++) {
                    tools.add("\"tool_" + i + "\":{\"deny_if\":["
                            + entries(g.get("each").asInt()) + "]}");
                }
                yield "{\"version\":\"1\",\"default\":\"deny\",\"tools\":{" + String.join(",", tools) + "}}";
            }
            case "one-tool" ->
                "{\"version\":\"1\",\"default\":\"deny\",\"tools\":{\"t\":{\"deny_if\":["
                        + entries(g.get("rules").asInt()) + "]}}}";
            case "bare-entries" ->
                "{\"version\":\"1\",\"default\":\"deny\",\"tools\":{\"t\":{\"deny_if\":["
                        + "{\"conditions\":[]},".repeat(g.get("rules").asInt() - 1) + "{\"conditions\":[]}]}}}";
            case "deep" ->
                "{\"version\":\"1\",\"default\":\"allow\",\"tools\":{\"t\":{\"deny_if\":[{\"conditions\":[{"
                        + "\"path\":\"args.x\",\"op\":\"eq\",\"value\":"
                        + "[".repeat(g.get("depth").asInt())
                        + "]".repeat(g.get("depth").asInt()) + "}],\"on_deny\":\"no\"}]}}}";
            default -> throw new IllegalArgumentException(g.toString());
        };
    }

    private static String entries(int count) {
        List<String> entries = new ArrayList<>();
        for (int j = 0; j < count; j++) {
            entries.add("{\"conditions\":[{\"path\":\"args.n\",\"op\":\"eq\",\"value\":" + j + "}],\"on_deny\":\"No "
                    + j + ".\"}");
        }
        return String.join(",", entries);
    }
}
