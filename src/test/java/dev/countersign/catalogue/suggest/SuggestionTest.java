package dev.countersign.catalogue.suggest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalogue.ToolDefinition;
import dev.countersign.policy.trial.BadCaseFileException;
import dev.countersign.policy.trial.ToolList;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every class has its rule (policy design, section 11). */
class SuggestionTest {

    private static List<ToolDefinition> tools(String... names) throws BadCaseFileException {
        String list = "[{\"name\": \"" + String.join("\"}, {\"name\": \"", names) + "\"}]";
        return ToolList.read(list.getBytes(StandardCharsets.UTF_8)).definitions().stream()
                .flatMap(json -> ToolDefinition.of(json).stream())
                .toList();
    }

    @Test
    void shouldRecommendOneRuleForEachClass() throws BadCaseFileException {
        // when
        String policy = Suggestion.of(
                        tools("get_item", "Update_item", "run_job", "transfer_funds", "delete_item"), Destructive.HIDE)
                .policy();

        // then
        assertThat(policy).isEqualTo("""
                {
                  "version": "1",
                  "default": "deny",
                  "hide": [
                    "delete_item"
                  ],
                  "tools": {
                    "get_item": {},
                    "Update_item": {"limits": [{"counter": "update_item_rate", "window": "minute", "max": 30, "scope": "grant"}]},
                    "run_job": {"limits": [{"counter": "run_job_rate", "window": "minute", "max": 10, "scope": "grant"}]},
                    "transfer_funds": {"deny_if": [{"conditions": [], "on_deny": "Requires human approval."}]}
                  }
                }
                """);
    }

    @Test
    void shouldHoldDestructiveToolsWhenAskedTo() throws BadCaseFileException {
        assertThat(Suggestion.of(tools("delete_item"), Destructive.HOLD).policy())
                .contains("\"delete_item\": {\"deny_if\"")
                .doesNotContain("hide");
    }

    @Test
    void shouldLeaveOutWhatWouldBeEmpty() throws BadCaseFileException {
        assertThat(Suggestion.of(tools("delete_item"), Destructive.HIDE).policy())
                .contains("hide")
                .doesNotContain("tools");
    }

    @Test
    void shouldCountATwiceNamedToolOnce() throws BadCaseFileException {
        assertThat(Suggestion.of(tools("get_item", "get_item"), Destructive.HIDE)
                        .rules())
                .hasSize(1);
    }

    @Test
    void shouldTellTheEvidenceBesideEachRule() throws BadCaseFileException {
        assertThat(Suggestion.of(tools("delete_item"), Destructive.HIDE).json())
                .contains("\"class\": \"destructive\", \"risk\": \"critical\", \"evidence\": \"Name: \\\"delete\\\"")
                .contains("\"rule\": \"hide\"");
    }
}
