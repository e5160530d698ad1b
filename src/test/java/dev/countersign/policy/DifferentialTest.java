package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.policy.explain.Explanation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Random policies and calls, judged by the engine and by a naive reading of the language. {@code -Dpolicy.seed} repeats a run. */
class DifferentialTest {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final List<String> TOOLS = List.of("t", "u", "v");
    private static final List<String> PATHS =
            List.of("args.a", "args.b", "args.a.b", "/args/a/0", "/args/a/*", "/args/*", "/args/a/*/b", "args.c.0");
    private static final List<String> OPERATORS =
            List.of("eq", "neq", "in", "not_in", "lt", "lte", "gt", "gte", "contains", "exists");
    private static final List<String> SCALARS =
            List.of("1", "1.0", "2", "-0.5", "1e2", "100", "\"1\"", "\"ab\"", "\"b\"", "\"\"", "true", "false", "null");
    private static final int POLICIES = 600;
    private static final int CALLS = 20;

    private final long seed = Long.getLong("policy.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void shouldJudgeAsTheLanguageReadAloud() throws Exception {
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < POLICIES; i++) {
            String text = policy();
            Policy engine = Calls.compile("p.json", text.getBytes(StandardCharsets.UTF_8))
                    .policy();
            NaiveEvaluator naive = new NaiveEvaluator(JSON.readTree(text));
            for (int j = 0; j < CALLS; j++) {
                String tool = one(TOOLS);
                String arguments = object(2);
                String about = "seed " + seed + "\n" + text + "\n" + tool + " " + arguments;
                JsonNode read = JSON.readTree(arguments);
                String decided = decided(engine, tool, arguments);
                assertThat(decided).as(about).isEqualTo(naive.decide(tool, read));
                Explanation told = engine.explain(Calls.call(tool, arguments));
                assertThat((told.outcome() + " " + told.rule()).strip())
                        .as(about)
                        .isEqualTo(decided);
                seen.merge(decided.split(" ")[0], 1, Integer::sum);
            }
        }
        assertThat(seen).as("seed %s: the calls meet everything", seed).containsOnlyKeys("allow", "deny", "hold");
    }

    private static String decided(Policy engine, String tool, String arguments) throws DoubtfulArgumentsException {
        return engine.decide(Calls.call(tool, arguments))
                .fold(
                        allow -> "allow",
                        deny -> "deny " + deny.rule(),
                        hold -> "hold " + hold.terms().rule());
    }

    private String policy() {
        return "{\"version\":\"1\",\"default\":\"" + one(List.of("allow", "deny")) + "\",\"all_tools\":" + rules()
                + ",\"tools\":{\"t\":" + rules() + ",\"u\":" + rules() + "}}";
    }

    private String rules() {
        return "{\"require\":" + list(random.nextInt(2), () -> entry(1)) + ",\"deny_if\":"
                + list(random.nextInt(3), () -> entry(random.nextInt(3))) + "}";
    }

    private String entry(int conditions) {
        return "{\"conditions\":" + list(conditions, this::condition)
                + (random.nextInt(3) == 0 ? ",\"approval\":{}" : ",\"on_deny\":\"no\"") + "}";
    }

    private String condition() {
        String op = one(OPERATORS);
        String value = switch (op) {
            case "in", "not_in" -> list(1 + random.nextInt(3), () -> value(1));
            case "lt", "lte", "gt", "gte" -> one(List.of("1", "1.00", "0", "-3", "99.9"));
            case "exists" -> one(List.of("true", "false"));
            default -> value(1);
        };
        boolean as = !op.equals("exists") && !op.equals("contains") && random.nextInt(4) == 0;
        return "{\"path\":\"" + one(PATHS) + "\",\"op\":\"" + op + "\",\"value\":" + value
                + (as ? ",\"as\":\"number\"" : "") + "}";
    }

    private String value(int depth) {
        int kind = random.nextInt(depth > 0 ? 4 : 2);
        if (kind == 2) {
            return list(random.nextInt(3), () -> value(depth - 1));
        }
        return kind == 3 ? object(depth - 1) : one(SCALARS);
    }

    private String object(int depth) {
        List<String> members = new ArrayList<>();
        for (String key : List.of("a", "b", "c")) {
            if (random.nextInt(3) > 0) {
                members.add("\"" + key + "\":" + value(depth));
            }
        }
        return "{" + String.join(",", members) + "}";
    }

    private static String list(int size, Supplier<String> element) {
        return IntStream.range(0, size).mapToObj(i -> element.get()).collect(Collectors.joining(",", "[", "]"));
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
