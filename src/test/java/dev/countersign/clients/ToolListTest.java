package dev.countersign.clients;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ToolListTest {

    @Test
    void shouldKeepTheTextOfEachToolAsItWas() {
        // given
        String json = "{\"source\":\"x\",\"tools\":[{\"name\": \"a\" , \"n\":1.0},{\"name\":\"b\\u0020c\"}]}";

        // when
        ToolList tools = ToolList.of(json);

        // then
        assertThat(tools.texts().values()).containsExactly("{\"name\": \"a\" , \"n\":1.0}", "{\"name\":\"b\\u0020c\"}");
        assertThat(tools.without("a").result()).isEqualTo("{\"tools\":[{\"name\":\"b\\u0020c\"}]}");
    }

    @Test
    void shouldFillWhatTheSchemaRequires() {
        // given
        ToolList tools = ToolList.of("{\"tools\":[{\"name\":\"a\",\"inputSchema\":{\"required\":[\"id\",\"side\"],"
                + "\"properties\":{\"id\":{\"type\":\"integer\"},\"side\":{\"enum\":[\"BUY\"]},\"x\":{}}}}]}");

        // when, then
        assertThat(tools.sampleArguments("a")).isEqualTo("{\"id\":1,\"side\":\"BUY\"}");
    }
}
