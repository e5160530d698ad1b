package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.call.ToolName;
import dev.countersign.json.DoubtfulJsonException;
import dev.countersign.json.StrictJson;
import dev.countersign.policy.schema.InputSchema;
import dev.countersign.policy.store.MemoryLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Decides the calls of one case without a gateway: limits in memory, a clock of its own. */
final class CaseRunner {

    private final JsonNode theCase;
    private final Policy policy;
    private final Set<String> listed = new HashSet<>();
    private final Map<String, ArgumentSchema> schemas = new HashMap<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final MemoryLimits limits = new MemoryLimits(() -> now);
    private int calls;

    CaseRunner(JsonNode theCase, Policy policy) {
        this.theCase = theCase;
        this.policy = policy;
        if (theCase.has("tools")) {
            theCase.get("tools").forEach(this::list);
        } else {
            theCase.path("calls").forEach(call -> listed.add(call.path("tool").asText()));
        }
    }

    private void list(JsonNode tool) {
        String name = tool.get("name").asText();
        listed.add(name);
        if (tool.has("inputSchema")) {
            try {
                byte[] schema = tool.get("inputSchema").toString().getBytes(StandardCharsets.UTF_8);
                schemas.put(name, InputSchema.of(StrictJson.parseArguments(schema)));
            } catch (DoubtfulJsonException e) {
                throw new AssertionError(e);
            }
        }
    }

    private record Outcome(String word, String rule, String message, Optional<Decision.Hold> hold) {}

    void step(JsonNode call, String about) {
        if (call.has("at")) {
            now = Instant.parse(call.get("at").asText());
        }
        if (call.has("waitMs")) {
            now = now.plusMillis(call.get("waitMs").asLong());
        }
        if (call.has("parallel")) {
            Map<String, Integer> counts = new HashMap<>();
            for (int i = 0; i < call.get("parallel").asInt(); i++) {
                counts.merge(decide(call).word, 1, Integer::sum);
            }
            call.get("expectCounts")
                    .properties()
                    .forEach(e -> assertThat(counts)
                            .as(about)
                            .containsEntry(e.getKey(), e.getValue().asInt()));
            return;
        }
        check(call, decide(call), about);
    }

    private void check(JsonNode call, Outcome got, String about) {
        List<String> expected = new java.util.ArrayList<>();
        if (call.get("expect").isArray()) {
            call.get("expect").forEach(e -> expected.add(e.asText()));
        } else {
            expected.add(call.get("expect").asText());
        }
        if (expected.contains("blocked")) {
            assertThat(got.word).as(about).isNotEqualTo("allow");
        } else if (expected.contains("hidden")) {
            assertThat(got.rule).as(about).isEqualTo("/hide");
            assertThat(policy.hides(new ToolName(call.get("tool").asText()))).isTrue();
        } else {
            assertThat(got.word).as("%s: %s", about, got).isIn(expected);
        }
        if (!got.word.equals("allow") && !got.word.equals("refused")) {
            if (call.has("message")) {
                assertThat(got.message).as(about).isEqualTo(call.get("message").asText());
            }
            if (call.has("rule")) {
                assertThat(got.rule).as(about).isEqualTo(call.get("rule").asText());
            }
        }
        got.hold.ifPresent(hold -> checkTerms(call.path("terms"), hold, about));
    }

    private static void checkTerms(JsonNode terms, Decision.Hold hold, String about) {
        if (terms.has("required")) {
            assertThat(hold.terms().quorum())
                    .as(about)
                    .isEqualTo(terms.get("required").asInt());
        }
        if (terms.has("groups")) {
            Set<String> groups = new HashSet<>();
            terms.get("groups").forEach(g -> groups.add(g.asText()));
            assertThat(hold.terms().groups()).as(about).isEqualTo(groups);
        }
        if (terms.has("expiresAfter")) {
            assertThat(hold.terms().expiresAfter())
                    .as(about)
                    .contains(Duration.ofSeconds(terms.get("expiresAfter").asLong()));
        }
    }

    private Outcome decide(JsonNode call) {
        CallFacts facts = Calls.call(
                call.path("agent").asText("bot"),
                call.get("tool").asText(),
                text(call),
                Optional.of(call.path("session").asText("1")),
                listed,
                schemas);
        try {
            return policy.decide(facts)
                    .fold(
                            allow -> take(call, "allow", "", "", allow.claims(), Optional.empty()),
                            deny -> new Outcome("deny", deny.rule().value(), deny.message(), Optional.empty()),
                            hold -> take(
                                    call,
                                    "hold",
                                    hold.terms().rule().value(),
                                    hold.terms().message(),
                                    hold.claims(),
                                    Optional.of(hold)));
        } catch (DoubtfulArgumentsException e) {
            return new Outcome("refused", "", e.getMessage(), Optional.empty());
        }
    }

    private static String text(JsonNode call) {
        if (call.has("argsText")) {
            return call.get("argsText").asText();
        }
        if (!call.has("args")) {
            return "{}";
        }
        return call.get("args").isNull() ? "" : call.get("args").toString();
    }

    private Outcome take(
            JsonNode call,
            String word,
            String rule,
            String message,
            List<LimitClaim> claims,
            Optional<Decision.Hold> hold) {
        UUID id = new UUID(0, ++calls);
        Duration held = hold.isPresent() ? Calls.EXPIRY : Duration.ZERO;
        Optional<LimitClaim> full = limits.take(id, claims, held);
        if (full.isPresent()) {
            return new Outcome("deny", full.get().rule().value(), full.get().message(), Optional.empty());
        }
        if (hold.isPresent()) {
            decideHeld(call, id);
        } else if (didNothing(call)) {
            limits.giveBack(id);
        }
        return new Outcome(word, rule, message, hold);
    }

    private void decideHeld(JsonNode call, UUID id) {
        String then = call.path("then").asText("deny");
        if (then.equals("approve")) {
            if (call.has("thenAt")) {
                now = Instant.parse(call.get("thenAt").asText());
            }
            limits.touch(id);
        } else if (!then.equals("leave")) {
            limits.giveBack(id);
        }
    }

    private static boolean didNothing(JsonNode call) {
        String upstream = call.path("upstream").asText("ok");
        return upstream.equals("unreachable") || upstream.matches("http:4..|rpc_error:-32(700|600|601|602)");
    }
}
