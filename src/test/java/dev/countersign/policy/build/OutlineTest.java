package dev.countersign.policy.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.json.JsonLimits;
import dev.countersign.json.JsonValue.JsonObject;
import dev.countersign.json.StrictJson;
import dev.countersign.policy.build.CustomRule.Kind;
import dev.countersign.policy.build.CustomRule.Part;
import dev.countersign.policy.desk.PolicyText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutlineTest {

    private static final String TEXT = """
            {
              "version": "1",
              "default": "deny",
              "hide": ["drop", "admin_*"],
              "tools": {
                "get":  {},
                "pay": {"deny_if": [{"conditions": [], "on_deny": "Requires human approval."}], "risk": "financial"},
                "rate": {"limits": [{"counter": "r", "window": "hour", "max": 1e1}]},
                "many": {"limits": [{"counter": "m", "window": "hour", "max": 7, "scope": "grant"}]},
                "sell": {"deny_if": [{"conditions": [{"path": "args.n", "op": "gt", "value": 1.10}], "on_deny": "Too many."}]}
              }
            }
            """;

    private static Outline outline(String text) {
        return Outline.of(new PolicyText(text, false)).orElseThrow();
    }

    private static String with(String tool, Effect effect) {
        return outline(TEXT).with(tool, ToolChoice.of(effect)).text();
    }

    @Test
    void shouldSayInAWordWhatTheTextSaysOfATool() {
        Outline outline = outline(TEXT);

        assertThat(outline.choice("get").effect()).isEqualTo(Effect.ALLOW);
        assertThat(outline.choice("pay").effect()).isEqualTo(Effect.HOLD);
        assertThat(outline.choice("drop").effect()).isEqualTo(Effect.HIDE);
        assertThat(outline.choice("admin_x").effect()).isEqualTo(Effect.DEFAULT);
        assertThat(outline.choice("sell").effect()).isEqualTo(Effect.CUSTOM);
        assertThat(outline.choice("rate").effect()).as("not a plain number").isEqualTo(Effect.CUSTOM);
        assertThat(outline.choice("many")).isEqualTo(new ToolChoice(Effect.LIMIT, "", "7", "hour"));
    }

    @Test
    void shouldLeaveEverythingElseAsItIsWritten() {
        assertThat(with("get", Effect.DENY))
                .isEqualTo(TEXT.replace("\"get\":  {}", "\"get\":  {\"action\": \"deny\"}"));
        assertThat(with("new", Effect.ALLOW))
                .isEqualTo(TEXT.replace("\"Too many.\"}]}\n", "\"Too many.\"}]},\n    \"new\": {}\n"));
        assertThat(with("drop", Effect.ALLOW)).contains("\"hide\": [\"admin_*\"]", "\"drop\": {}");
        assertThat(with("pay", Effect.DENY)).contains("{\"action\": \"deny\", \"risk\": \"financial\"}");
        assertThat(with("sell", Effect.CUSTOM)).isEqualTo(TEXT);
    }

    @Test
    void shouldMoveAToolToTheHiddenOnes() {
        assertThat(with("get", Effect.HIDE))
                .contains("\"hide\": [\"drop\", \"admin_*\", \"get\"]")
                .doesNotContain("\"get\":");
        assertThat(with("sell", Effect.DEFAULT)).doesNotContain("sell").contains("\"scope\": \"grant\"}]}\n  }");
    }

    @Test
    void shouldBeginInAnEmptyPolicy() throws Exception {
        String text = outline("{}")
                .with("a \"b\"", new ToolChoice(Effect.LIMIT, "Slow down.", "5", "day"))
                .with("c", ToolChoice.of(Effect.HIDE))
                .text();

        assertThat(new JsonMapper()
                        .readTree(text)
                        .path("tools")
                        .path("a \"b\"")
                        .path("limits")
                        .path(0)
                        .path("max"))
                .hasToString("5");
        assertThat(outline(text).choice("a \"b\"")).isEqualTo(new ToolChoice(Effect.LIMIT, "Slow down.", "5", "day"));
        assertThat(outline(text).choice("c").effect()).isEqualTo(Effect.HIDE);
    }

    @Test
    void shouldNotBuildWithWhatItCannotRead() {
        assertThat(Outline.of(new PolicyText("version: \"1\"", true))).isEmpty();
        assertThat(Outline.of(new PolicyText("{\"tools\": [", false))).isEmpty();
        assertThat(Outline.of(new PolicyText("{\"tools\": []}", false))).isEmpty();
    }

    private static ArgumentTypes types() throws Exception {
        String schema = "{\"properties\": {\"n\": {\"type\": \"number\"}, \"id\": {\"type\": \"string\"},"
                + " \"to\": {\"type\": \"object\", \"properties\": {\"iban\": {\"type\": \"string\"}}}}}";
        return ArgumentTypes.of(Optional.of(
                (JsonObject) StrictJson.parse(schema.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT)));
    }

    @Test
    void shouldOfferTheArgumentsOfTheSchema() throws Exception {
        assertThat(types().paths()).containsExactly("args.n", "args.id", "args.to", "args.to.iban");
    }

    @Test
    void shouldKeepNumbersAndTextsWhatTheyAre() throws Exception {
        ArgumentTypes types = types();

        assertThat(Part.typed("args.n", "gt", "1.10", types).json()).isEqualTo("1.10");
        assertThat(Part.typed("args.id", "eq", "1.10", types).json()).isEqualTo("\"1.10\"");
        assertThat(Part.typed("args.id", "in", "a, 2", types).json()).isEqualTo("[\"a\", \"2\"]");
        assertThat(Part.typed("args.x", "eq", "\"5\"", types).json()).isEqualTo("\"5\"");
        assertThat(new Part("args.x", "eq", "\"5\"").text(types)).contains("\"5\"");
        assertThat(new Part("args.id", "eq", "5").text(types))
                .as("a form would make a text of it")
                .isEmpty();
        assertThat(new Part("args.id", "in", "[\"a,b\"]").text(types)).isEmpty();
    }

    @Test
    void shouldWriteTheRulesThatItRead() throws Exception {
        // given
        CustomRules rules = outline(TEXT).rules("sell", types());
        assertThat(rules.rules())
                .containsExactly(new CustomRule(Kind.DENY, List.of(new Part("args.n", "gt", "1.10")), "Too many.", ""));

        // when
        CustomRule hold = new CustomRule(Kind.HOLD, List.of(), "Look twice.", "");
        String text = outline(TEXT)
                .with(
                        "sell",
                        new CustomRules(List.of(rules.rules().get(0), hold), List.of(), Map.of("risk", "\"write\"")))
                .text();

        // then
        assertThat(outline(text).rules("sell", types()).rules())
                .containsExactly(rules.rules().get(0), hold);
        assertThat(text).contains("\"value\": 1.10", "\"risk\": \"write\"", "\"get\":  {}");
    }

    @Test
    void shouldKeepARuleThatAFormCannotSay() throws Exception {
        String rule = "{\"conditions\":[{\"path\":\"args.n\",\"op\":\"gt\",\"value\":1,\"as\":\"number\"}]}";

        CustomRules rules =
                outline("{\"tools\": {\"t\": {\"deny_if\": [" + rule + "]}}}").rules("t", types());

        assertThat(rules.rules().get(0).raw()).isEqualTo(rule);
        assertThat(rules.json()).contains(rule);
    }
}
