package dev.countersign.gateway.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.gateway.RawMessage;
import dev.countersign.json.DoubtfulJsonException;
import java.io.IOException;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bytes that must change change, all others do not. */
class SpliceTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void shouldChangeOnlyTheIdWhenARequestIsReleased() {
        // given
        RawMessage request = RawMessage.of(
                "{ \"params\":{\"id\":5,\"n\":1.10, \"s\":\"\\u00e9\\/\"} ,\"id\" : \"a\\u0041\",\"x\":null}");

        // when
        RawMessage sent = Requests.withId(request, "\"gw-1\"");

        // then
        assertThat(sent.text())
                .isEqualTo("{ \"params\":{\"id\":5,\"n\":1.10, \"s\":\"\\u00e9\\/\"} ,\"id\" : \"gw-1\",\"x\":null}");
    }

    @Test
    void shouldPutTheEditedTextInPlaceWhenArgumentsWereEdited() {
        // given
        RawMessage call = RawMessage.of("{\"id\":1,\"params\":{\"arguments\" : {\"amount\":9} ,\"name\":\"t\"}}");
        RawMessage without = RawMessage.of("{\"id\":1,\"params\":{ \"name\":\"t\"}}");

        // then
        assertThat(Requests.withArguments(call, "{ \"amount\": 1.50 }").text())
                .isEqualTo("{\"id\":1,\"params\":{\"arguments\" : { \"amount\": 1.50 } ,\"name\":\"t\"}}");
        assertThat(Requests.withArguments(without, "{}").text())
                .isEqualTo("{\"id\":1,\"params\":{\"arguments\":{}, \"name\":\"t\"}}");
    }

    @Test
    void shouldRefuseWhenChangesOverlap() {
        // given
        Splice splice =
                Splice.of("abcdef".getBytes(UTF_8)).replace(new Span(1, 4), "x").replace(new Span(3, 5), "y");

        // then
        assertThatThrownBy(splice::toBytes).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Splice.of(new byte[2]).cut(new Span(1, 3)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldGiveTheSameArrayWhenNothingChanges() {
        byte[] message = "{}".getBytes(UTF_8);
        assertThat(Splice.of(message).toBytes()).isSameAs(message);
    }

    @Test
    void shouldFindNothingWhenTheWayLeadsThroughNoObject() throws DoubtfulJsonException {
        byte[] text = "{\"a\":[{\"b\":1}],\"c\":null}".getBytes(UTF_8);
        assertThat(Located.value(text, "a", "b")).isEmpty();
        assertThat(Located.value(text, "c", "b")).isEmpty();
        assertThat(Located.value(text, "d")).isEmpty();
        assertThat(Located.value(text)).contains(new Span(0, text.length));
    }

    @Test
    void shouldRefuseToFindWhenTheTextHasADuplicateAnywhere() {
        byte[] text = "{\"a\":1,\"z\":[{\"b\":1,\"b\":1}]}".getBytes(UTF_8);
        assertThatThrownBy(() -> Located.value(text, "a")).isInstanceOf(DoubtfulJsonException.class);
    }

    /** Against a naive tree: replacing and inserting in random objects changes that place of the tree and no other. */
    @Test
    void shouldAgreeWithANaiveTreeWhenObjectsAreRandom() throws IOException, DoubtfulJsonException {
        // given
        Random random = new Random(4711);
        for (int round = 0; round < 3_000; round++) {
            String text = object(random, 3);
            byte[] bytes = text.getBytes(UTF_8);
            ObjectNode tree = (ObjectNode) MAPPER.readTree(text);
            String name = "m" + random.nextInt(4);
            String below = "m" + random.nextInt(4);
            Optional<Span> value = Located.value(bytes, name, below);
            JsonNode expected = tree.path(name).path(below);

            // then: the same is found
            assertThat(value.isPresent()).as("round %s: %s", round, text).isEqualTo(!expected.isMissingNode());
            if (value.isEmpty()) {
                continue;
            }
            assertThat(MAPPER.readTree(value.get().text(bytes))).isEqualTo(expected);

            // when
            byte[] changed = Splice.of(bytes)
                    .replace(value.get(), "[\"new\"]")
                    .insertMember(new Span(text.indexOf('{'), bytes.length), "inserted", "17")
                    .toBytes();

            // then: the same tree, and every other byte is the old one
            ((ObjectNode) tree.path(name)).set(below, MAPPER.createArrayNode().add("new"));
            tree.put("inserted", 17);
            assertThat(MAPPER.readTree(changed)).isEqualTo(tree);
            String with = new String(changed, UTF_8);
            String tail = new Span(value.get().to(), bytes.length).text(bytes);
            assertThat(with).endsWith("[\"new\"]" + tail);
        }
    }

    static String object(Random random, int depth) {
        StringBuilder out = new StringBuilder(gap(random) + "{");
        String comma = "";
        for (int i = 0; i < 4; i++) {
            if (random.nextInt(3) > 0) {
                String name = random.nextInt(4) == 0 ? "\\u006d" + i : "m" + i;
                out.append(comma)
                        .append(gap(random))
                        .append('"')
                        .append(name)
                        .append('"')
                        .append(gap(random))
                        .append(':');
                out.append(gap(random)).append(value(random, depth - 1)).append(gap(random));
                comma = ",";
            }
        }
        return out.append(gap(random)).append('}').append(gap(random)).toString();
    }

    private static String value(Random random, int depth) {
        if (depth > 0 && random.nextInt(3) > 0) {
            return random.nextBoolean()
                    ? object(random, depth).strip()
                    : "[" + gap(random) + object(random, depth - 1) + ",1e2]";
        }
        String[] plain = {
            "1.10",
            "-0",
            "12345678901234567890",
            "\"\\u00e9\\/\\\"}\"",
            "\"é😀\"",
            "null",
            "true",
            "[]",
            "{}",
            "\"\\ud83d\\ude00\""
        };
        return plain[random.nextInt(plain.length)];
    }

    private static String gap(Random random) {
        return new String[] {"", "", "", " ", "\n", "\t\r\n"}[random.nextInt(6)];
    }
}
