package dev.countersign.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.call.Digest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DefinitionPinTest {

    @Test
    void shouldHashCanonicalJson() {
        // given members out of order, white space, a needless escape, a number with a trailing zero
        ToolDefinition tool =
                Tools.json("{ \"name\":\"\\u0061\", \"b\":[1.50,true,null], \"\uFF5E\":{}, \"\uD83D\uDE00\":[] }");

        // when
        DefinitionPin pin = DefinitionPin.of(tool);

        // then
        String canonical = "{\"b\":[1.50,true,null],\"name\":\"a\",\"\uFF5E\":{},\"\uD83D\uDE00\":[]}";
        assertThat(pin.value()).isEqualTo(Digest.ofBytes(canonical.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void shouldStayWhenOnlyMetaOrIconsChange() {
        DefinitionPin before = DefinitionPin.of(Tools.json("{\"name\":\"a\",\"description\":\"x\"}"));

        DefinitionPin after =
                DefinitionPin.of(Tools.json("{\"_meta\":{\"n\":1},\"description\":\"x\",\"icons\":[],\"name\":\"a\"}"));

        assertThat(after).isEqualTo(before);
    }

    @Test
    void shouldChangeWhenASchemaInsideChangesItsIcons() {
        DefinitionPin before = DefinitionPin.of(Tools.json("{\"name\":\"a\",\"inputSchema\":{\"icons\":1}}"));

        DefinitionPin after = DefinitionPin.of(Tools.json("{\"name\":\"a\",\"inputSchema\":{\"icons\":2}}"));

        assertThat(after).isNotEqualTo(before);
    }
}
