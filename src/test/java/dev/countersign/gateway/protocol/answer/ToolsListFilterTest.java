package dev.countersign.gateway.protocol.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.countersign.gateway.RawMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hidden tools go with one comma each, everything else stays byte for byte. */
class ToolsListFilterTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Function<String, ToolVerdict> CUT_H =
            name -> name.startsWith("h") ? ToolVerdict.CUT : ToolVerdict.KEEP;
    private static final String BETA =
            "{\"name\" : \"beta\", \"description\":\"\\u00e4 b\\/c\",\"inputSchema\":{\"type\":\"object\", \"multipleOf\":1.50},\"x-unknown\":[1.0, 2e1]}";

    private static ToolsPage filter(String message) throws UnreadableAnswerException {
        return ToolsListFilter.filter(RawMessage.of(message), CUT_H, false);
    }

    private static String page(String tools) {
        return "{\"jsonrpc\":\"2.0\", \"id\":1,\"result\":{\"tools\":" + tools + ",\"nextCursor\":\"c1\"}}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "[{'name':'a'} , {'name':'h'},{'name':'b'}]|[{'name':'a'},{'name':'b'}]",
                "[ {'name':'h'} ,{'name':'a'} ]|[ {'name':'a'} ]",
                "[ {'name':'a'} , {'name':'h'} ]|[ {'name':'a'} ]",
                "[ {'name':'h'} , {'name':'h2'} ]|[  ]",
                "[{'name':'h'}]|[]",
                "[{'name':'h1'},{'name':'h2'}, {'name':'a'},{'name':'h3'},{'name':'h4'},\t{'name':'b'}]|[{'name':'a'},\t{'name':'b'}]",
                "[{'n\\u0061me':'\\u0068idden'},{'name':'a'}]|[{'name':'a'}]"
            })
    void shouldCutWithOneCommaWhenToolsAreHidden(String tools, String kept) throws UnreadableAnswerException {
        // when
        ToolsPage page = filter(page(tools.replace('\'', '"')));

        // then
        assertThat(page.changed()).isTrue();
        assertThat(page.message().text()).isEqualTo(page(kept.replace('\'', '"')));
    }

    @Test
    void shouldKeepEveryByteWhenNothingIsHidden() throws UnreadableAnswerException {
        // given
        RawMessage came = RawMessage.of(" " + page("[ " + BETA + "\n]") + "\n");

        // when
        ToolsPage page = ToolsListFilter.filter(came, CUT_H, true);

        // then
        assertThat(page.message()).isSameAs(came);
        assertThat(page.nextCursor()).contains("c1");
    }

    @Test
    void shouldReportEveryToolWhenSomeAreHidden() throws UnreadableAnswerException {
        // when
        ToolsPage page = filter(page("[{\"name\":\"h\",\"annotations\":{ \"readOnlyHint\":true}}," + BETA + "]"));

        // then
        assertThat(page.tools()).extracting(ListedTool::name).containsExactly("h", "beta");
        assertThat(page.tools().get(0).annotations()).contains("{ \"readOnlyHint\":true}");
        assertThat(page.tools().get(1).definition().text()).isEqualTo(BETA);
        assertThat(page.tools().get(1).description()).contains("ä b/c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-1,\"message\":\"h\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-1,\"message\":\"h\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"}"
            })
    void shouldPassWhenThereIsNoListInIt(String message) throws UnreadableAnswerException {
        assertThat(filter(message).changed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "5",
                "{\"result\":{\"tools\":[{\"name\":\"a\"}]}",
                "{\"result\":{\"tools\":[],\"tools\":[{\"name\":\"h\"}]}}",
                "{\"result\":{\"tools\":[],\"Tools\":[{\"name\":\"h\"}]}}",
                "{\"result\":{},\"Result\":{\"tools\":[{\"name\":\"h\"}]}}",
                "{\"result\":{\"tools\":[{\"name\":\"a\",\"Name\":\"h\"}]}}",
                "{\"result\":{\"tools\":[{\"name\":\"a\",\"name\":\"h\"}]}}",
                "{\"result\":{\"tools\":[{}]}}",
                "{\"result\":{\"tools\":[{\"name\":1}]}}",
                "{\"result\":{\"tools\":[\"h\"]}}",
                "{\"result\":{\"tools\":{\"h\":{}}}}",
                "{\"result\":{\"tools\":[{\"name\":\"a\",\"x\":{\"y\":1,\"y\":2}}]}}",
                "{\"result\":{\"tools\":[]}}{\"result\":{\"tools\":[{\"name\":\"h\"}]}}"
            })
    void shouldRefuseWhenTheListCannotBeReadStrictly(String message) {
        assertThatThrownBy(() -> filter(message)).isInstanceOf(UnreadableAnswerException.class);
    }

    @Test
    void shouldFilterEveryElementWhenTheAnswerIsABatch() throws UnreadableAnswerException {
        assertThat(filter("[" + page("[{\"name\":\"h\"}]") + " ,{\"id\":2,\"result\":{}}]")
                        .message()
                        .text())
                .isEqualTo("[" + page("[]") + " ,{\"id\":2,\"result\":{}}]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'name':'a'}|{'execution':{'taskSupport':'optional'},'name':'a'}",
                "{'name':'a','execution':{}}|{'name':'a','execution':{'taskSupport':'optional'}}",
                "{'name':'a','execution':{'x':1}}|{'name':'a','execution':{'taskSupport':'optional','x':1}}",
                "{'name':'a','execution':{'taskSupport':'forbidden'}}|{'name':'a','execution':{'taskSupport':'optional'}}",
                "{'name':'a','execution':{'taskSupport':'required'}}|{'name':'a','execution':{'taskSupport':'required'}}",
                "{'name':'a','execution':{'taskSupport':'optional'}}|{'name':'a','execution':{'taskSupport':'optional'}}"
            })
    void shouldOfferATaskWhenTheToolHasNone(String tool, String offered) throws UnreadableAnswerException {
        // when
        ToolsPage page = ToolsListFilter.filter(
                RawMessage.of(page("[" + tool.replace('\'', '"') + "]")), name -> ToolVerdict.OFFER_TASK, false);

        // then
        assertThat(page.message().text()).isEqualTo(page("[" + offered.replace('\'', '"') + "]"));
    }

    @Test
    void shouldMarkTheListPrivateWhenAModernOneIsCut() throws UnreadableAnswerException {
        // given
        String came = "{\"id\":1,\"result\":{\"ttlMs\":%s,\"tools\":[%s],\"cacheScope\":\"%s\"}}";

        // when
        ToolsPage page = ToolsListFilter.filter(
                RawMessage.of(came.formatted("3600000", "{\"name\":\"h\"}", "public")), CUT_H, true);

        // then
        assertThat(page.message().text()).isEqualTo(came.formatted("60000", "", "private"));
    }

    @Test
    void shouldAgreeWithANaiveTreeWhenListsAreRandom() throws IOException, UnreadableAnswerException {
        // given
        Random random = new Random(815);
        for (int round = 0; round < 3_000; round++) {
            List<String> tools = new ArrayList<>();
            for (int i = random.nextInt(7); i > 0; i--) {
                tools.add((random.nextBoolean() ? " " : "") + "{\"x\":[{\"name\":\"h\"}],\"name\":\""
                        + (random.nextBoolean() ? "h" : "k") + i + "\",\"n\":1.10}"
                        + (random.nextBoolean() ? "\n" : ""));
            }
            String came = page("[" + String.join(",", tools) + "]");
            JsonNode tree = MAPPER.readTree(came);
            ArrayNode list = (ArrayNode) tree.path("result").path("tools");
            for (int i = list.size() - 1; i >= 0; i--) {
                if (list.get(i).path("name").asText().startsWith("h")) {
                    list.remove(i);
                }
            }

            // when
            String passed = filter(came).message().text();

            // then
            assertThat(MAPPER.readTree(passed)).as("round %s: %s", round, came).isEqualTo(tree);
            tools.stream()
                    .filter(t -> t.contains("\"k"))
                    .forEach(kept -> assertThat(passed).contains(kept.strip()));
        }
    }
}
