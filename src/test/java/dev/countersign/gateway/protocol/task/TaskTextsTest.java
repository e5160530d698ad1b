package dev.countersign.gateway.protocol.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.protocol.answer.ToolResults.ServerInfo;
import dev.countersign.gateway.protocol.task.TaskFacts.Status;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TaskTextsTest {

    private static final Instant MADE = Instant.parse("2026-11-20T13:00:00.123456Z");
    private static final ServerInfo SELF = new ServerInfo("countersign", "1");
    private static final String META =
            "\"_meta\":{\"io.modelcontextprotocol/serverInfo\":{\"name\":\"countersign\",\"version\":\"1\"}}";

    private final TaskFacts task =
            new TaskFacts("cst_a", Status.WORKING, "Waiting for \"x\"", MADE, MADE.plusSeconds(1), 3_600_000);

    @Test
    void shouldNestTheHandleAndFlattenTheTaskWhenTheRevisionIs20251125() {
        String members = "{\"taskId\":\"cst_a\",\"status\":\"working\",\"statusMessage\":\"Waiting for \\\"x\\\"\","
                + "\"createdAt\":\"2026-11-20T13:00:00.123Z\",\"lastUpdatedAt\":\"2026-11-20T13:00:01.123Z\","
                + "\"ttl\":3600000,\"pollInterval\":2000}";
        assertThat(TaskTexts.created("7", task).text())
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"task\":" + members + "}}");
        assertThat(TaskTexts.got("7", task).text())
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":" + members + "}");
    }

    @Test
    void shouldBeFlatAndSayWhoAnswersWhenTheRevisionIs20260728() {
        assertThat(ModernTaskTexts.created("7", task, SELF).text())
                .startsWith("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"resultType\":\"task\",\"taskId\":\"cst_a\"")
                .endsWith(",\"ttlMs\":3600000,\"pollIntervalMs\":2000," + META + "}}");
        assertThat(ModernTaskTexts.got("7", task, "\"result\":{\"a\" : 1.0}", SELF)
                        .text())
                .contains("\"resultType\":\"complete\"")
                .endsWith(",\"pollIntervalMs\":2000,\"result\":{\"a\" : 1.0}," + META + "}}");
        assertThat(ModernTaskTexts.acknowledged("7", SELF).text())
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"resultType\":\"complete\"," + META + "}}");
    }

    @Test
    void shouldOnlyMarkTheResultWhenItIsToldAsTheTasks() {
        String mark = "\"io.modelcontextprotocol/related-task\":{\"taskId\":\"cst_a\"}";
        assertThat(marked("{\"content\" : [ ]}")).isEqualTo("{\"_meta\":{" + mark + "},\"content\" : [ ]}");
        assertThat(marked("{\"_meta\":{\"a\":1}}")).isEqualTo("{\"_meta\":{" + mark + ",\"a\":1}}");
        assertThat(marked("{\"_meta\":{\"io.modelcontextprotocol/related-task\":{\"taskId\":\"theirs\"}}}"))
                .isEqualTo("{\"_meta\":{" + mark + "}}");
        assertThat(marked("{\"_meta\":null}")).isEqualTo("{\"_meta\":{" + mark + "}}");
    }

    private static String marked(String result) {
        String text = TaskTexts.result(RawMessage.of("{\"id\":1,\"result\":" + result + "}"), "cst_a")
                .text();
        return text.substring("{\"id\":1,\"result\":".length(), text.length() - 1);
    }

    @Test
    void shouldPassAnErrorAsItIsWhenTheCallFailed() {
        RawMessage error = RawMessage.of("{\"id\":1,\"error\":{\"code\":-32603,\"message\":\"broken\"}}");
        assertThat(TaskTexts.result(error, "cst_a")).isSameAs(error);
        assertThat(TaskEnd.legacy(error)).isEqualTo(new TaskEnd(Status.FAILED, "broken", ""));
        assertThat(TaskEnd.modern(error))
                .isEqualTo(new TaskEnd(Status.FAILED, "broken", "\"error\":{\"code\":-32603,\"message\":\"broken\"}"));
    }

    @Test
    void shouldFailInTheOldAndCompleteInTheNewShapeWhenTheToolReportsAnError() {
        RawMessage refused = RawMessage.of(
                "{\"id\":1,\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"no\"}],\"isError\":true}}");
        assertThat(TaskEnd.legacy(refused)).isEqualTo(new TaskEnd(Status.FAILED, "no", ""));
        assertThat(TaskEnd.modern(refused).status()).isEqualTo(Status.COMPLETED);
        assertThat(TaskEnd.modern(refused).member()).startsWith("\"result\":{\"content\"");
    }

    @Test
    void shouldShowItsQuestionsWhenAModernServerAsks() {
        RawMessage asks = RawMessage.of(
                "{\"id\":1,\"result\":{\"resultType\":\"input_required\",\"inputRequests\":{\"who\":{ }},\"requestState\":\"s\"}}");
        assertThat(TaskEnd.modern(asks))
                .isEqualTo(new TaskEnd(
                        Status.INPUT_REQUIRED, "The server asks for input.", "\"inputRequests\":{\"who\":{ }}"));
    }
}
