package dev.countersign.json;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.countersign.json.DoubtfulJsonException.Doubt;
import dev.countersign.json.JsonValue.JsonNumber;
import dev.countersign.json.JsonValue.JsonObject;
import dev.countersign.json.JsonValue.JsonString;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What JSON is accepted: the table of the security design, section 3, row by row. */
class StrictJsonTest {

    private static DoubtfulJsonException refusal(byte[] text) {
        return catchThrowableOfType(DoubtfulJsonException.class, () -> StrictJson.parse(text, JsonLimits.DEFAULT));
    }

    private static DoubtfulJsonException doubt(String arguments) {
        return catchThrowableOfType(
                DoubtfulJsonException.class, () -> StrictJson.parseArguments(arguments.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"a\":1",
                "{\"a\":1,}",
                "[1,]",
                "[1 2]",
                "{\"a\" 1}",
                "{\"a\":1}{}",
                "{} x",
                "{}\u0000",
                "{/**/}",
                "{}//x",
                "#\n{}",
                "{'a':1}",
                "{a:1}",
                "NaN",
                "[NaN]",
                "[Infinity]",
                "[-Infinity]",
                "[+1]",
                "[.5]",
                "[5.]",
                "[010]",
                "[-01]",
                "[0x1]",
                "[1e]",
                "[\"a\u0001b\"]",
                "[\"a\tb\"]",
                "[\"a\nb\"]",
                "[\"\\x41\"]",
                "[\"\\u00g0\"]",
                "[\"\\'\"]",
                "[\"\\u12\"]",
                "[tru]",
                "[True]",
                "\u000b{}",
                "\u00a0{}",
                "[1,,2]",
                "{\"a\":}",
                "{,}",
                "]",
                "\ufeff{}",
                "[\"a]"
            })
    void shouldRefuseWhenTheTextIsNotJson(String text) {
        // when
        DoubtfulJsonException refusal = refusal(text.getBytes(UTF_8));

        // then
        assertThat(refusal).as("[%s]", text).isNotNull();
        assertThat(refusal.doubt()).isEqualTo(Doubt.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c328",
                "80",
                "c080",
                "c1bf",
                "e08080",
                "e0809f",
                "eda080",
                "edbfbf",
                "f0808080",
                "f4908080",
                "f5808080",
                "fe",
                "ff",
                "c3",
                "e282",
                "f09f98",
                "efbbbf",
                "eda0bdedb880"
            })
    void shouldRefuseWhenBytesAreNotUtf8(String hex) {
        // given
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes("[\"".getBytes(UTF_8));
        text.writeBytes(HexFormat.of().parseHex(hex));
        text.writeBytes("\"]".getBytes(UTF_8));
        boolean mark = hex.equals("efbbbf");

        // when
        DoubtfulJsonException refusal = refusal(text.toByteArray());

        // then: a mark is only a mark at the start
        assertThat(refusal == null).isEqualTo(mark);
    }

    @Test
    void shouldRefuseWhenTheTextIsUtf16() {
        assertThat(refusal("{\"a\":1}".getBytes(UTF_16LE)).doubt()).isEqualTo(Doubt.MALFORMED);
        assertThat(refusal("\ufeff{\"a\":1}".getBytes(UTF_16LE)).doubt()).isEqualTo(Doubt.MALFORMED);
    }

    @Test
    void shouldAgreeWithThePlatformOnUtf8WhenBytesAreRandom() {
        // given
        Random random = new Random(20261120);
        for (int round = 0; round < 50_000; round++) {
            byte[] bytes = new byte[1 + random.nextInt(6)];
            random.nextBytes(bytes);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = random.nextInt(3) == 0 ? (byte) (0x80 | bytes[i] & 0x3f) : bytes[i];
            }
            byte[] again = new String(bytes, UTF_8).getBytes(UTF_8);
            boolean valid = java.util.Arrays.equals(bytes, again)
                    && IntStream.range(0, bytes.length).noneMatch(i -> bytes[i] == 0);

            // when
            boolean accepted =
                    catchThrowableOfType(DoubtfulJsonException.class, () -> Utf8.check(bytes, 0, bytes.length)) == null;

            // then
            boolean mark =
                    bytes.length > 2 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf;
            assertThat(accepted).as(HexFormat.of().formatHex(bytes)).isEqualTo(valid && !mark);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":1}",
                "{\"amount\":1,\"\\u0061mount\":2}",
                "{\"x\":[{\"b\":1,\"b\":2}]}",
                "{\"\\ud83d\\ude00\":1,\"😀\":2}",
                "{\"\":1,\"\":2}",
                "{\"a\":{\"z\":0},\"b\":{\"z\":0},\"a\":0}"
            })
    void shouldRefuseWhenAMemberStandsTwice(String text) {
        assertThat(refusal(text.getBytes(UTF_8)).doubt()).isEqualTo(Doubt.DUPLICATE);
    }

    @Test
    void shouldRefuseWhenAMemberStandsTwiceAmongMany() {
        // given
        StringBuilder text = new StringBuilder("{");
        IntStream.range(0, 500)
                .forEach(i ->
                        text.append("\"m").append(i).append("\":").append(i).append(','));

        // then
        assertThat(refusal((text + "\"m499\":0}").getBytes(UTF_8)).doubt()).isEqualTo(Doubt.DUPLICATE);
        assertThat(refusal((text + "\"m500\":0}").getBytes(UTF_8))).isNull();
    }

    @Test
    void shouldKeepLimitsWhenTheTextIsDeepOrBroadOrLong() {
        JsonLimits limits = new JsonLimits(3, 4, 20, 5);
        assertThatCode(() -> StrictJson.parse("[[[1]]]".getBytes(UTF_8), limits))
                .doesNotThrowAnyException();
        for (String beyond : new String[] {
            "[[[[1]]]]",
            "{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1}",
            "[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]",
            "[123456]",
            "[1e1000]"
        }) {
            assertThat(catchThrowableOfType(
                            DoubtfulJsonException.class, () -> StrictJson.parse(beyond.getBytes(UTF_8), limits)))
                    .as(beyond)
                    .isNotNull();
        }
        assertThat(refusal(("[".repeat(64) + "]".repeat(64)).getBytes(UTF_8))).isNull();
        assertThat(refusal(("[".repeat(65) + "]".repeat(65)).getBytes(UTF_8)).doubt())
                .isEqualTo(Doubt.MALFORMED);
        assertThat(refusal("[".repeat(5_000_000).getBytes(UTF_8)).doubt()).isEqualTo(Doubt.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9007199254740992",
                "9007199254740993",
                "-9007199254740992",
                "100000000000000000000",
                "1E400",
                "-1e400",
                "1e-400",
                "0.1000000000000000055511151231257827",
                "1e1000",
                "1e0005",
                "9007199254740993.0",
                "0.30000000000000000001",
                "123456789012345678.5",
                "99999999999999999e-1"
            })
    void shouldRefuseArgumentsWhenReadersRoundTheNumber(String number) {
        // when
        DoubtfulJsonException doubt = doubt("{\"x\":[[" + number + "]]}");

        // then
        assertThat(doubt).isNotNull();
        assertThat(doubt.doubt()).isEqualTo(Doubt.AMBIGUOUS);
        assertThat(doubt).hasMessageContaining(" at /x/0/0").hasMessageNotContaining(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "1.10",
                "1E2",
                "1e+2",
                "9007199254740991",
                "-9007199254740991",
                "0.1",
                "1.7976931348623157e+308",
                "5e-324",
                "0.0",
                "-0.0e5",
                "0.30000000000000004",
                "123456.789",
                "2.5e-8"
            })
    void shouldAcceptArgumentsWhenEveryReaderTakesTheNumberAlike(String number) throws DoubtfulJsonException {
        // when
        JsonObject arguments = StrictJson.parseArguments(("{\"n\":" + number + "}").getBytes(UTF_8));

        // then
        assertThat(arguments.members()).containsEntry("n", new JsonNumber(new BigDecimal(number), number));
    }

    @Test
    void shouldAcceptArgumentsWhenADoubleIsPrintedAsShortAsPossible() {
        // given
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                String shortest = shortest(value);
                assertThat(doubt("{\"n\":" + shortest + "}")).as(shortest).isNull();
            }
        }
    }

    /** The fewest digits that read back, as ECMAScript prints them; the platform's own printing gives more before JDK 19. */
    private static String shortest(double value) {
        return IntStream.rangeClosed(1, 17)
                .mapToObj(digits -> new BigDecimal(value).round(new MathContext(digits)))
                .filter(rounded -> rounded.doubleValue() == value)
                .map(rounded -> rounded.unscaledValue() + "e" + -rounded.scale())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldRefuseArgumentsWhenANumberIsLongerThanTheLimit() {
        assertThat(doubt("{\"n\":0." + "0".repeat(70) + "}").doubt()).isEqualTo(Doubt.AMBIGUOUS);
        assertThat(doubt("{\"n\":" + "9".repeat(1_000_000) + "}").doubt()).isEqualTo(Doubt.AMBIGUOUS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"to\":\"a\\ud800\"}|/to",
                "{\"to\":\"\\udc00\\ud800\"}|/to",
                "{\"a\":[\"\\ud83d\"]}|/a/0",
                "{\"a\":{\"__proto__\":1}}|/a/__proto__",
                "{\"a\":{\"\\u005f_proto__\":1}}|/a/__proto__",
                "{\"amount\":1,\"Amount\":2}|/Amount",
                "{\"s\":1,\"\\u017f\":2}|/\\u017f",
                "{\"k\":1,\"\\u212a\":2}|/\\u212a",
                "{\"Σ\":1,\"ς\":2}|/\\u03c2",
                "{\"\\udc00\":1}|1:9"
            })
    void shouldRefuseArgumentsWhenNamesOrTextsAreDoubtful(String text, String place) {
        // when
        DoubtfulJsonException doubt = doubt(text);

        // then
        assertThat(doubt.doubt()).isEqualTo(Doubt.AMBIGUOUS);
        assertThat(doubt).hasMessageEndingWith(" at " + place);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "\"a\"", "5", "true"})
    void shouldRefuseArgumentsWhenTheyAreNoObject(String text) {
        assertThat(doubt(text).doubt()).isEqualTo(Doubt.AMBIGUOUS);
    }

    @Test
    void shouldKeepOrderAndUnescapeWhenArgumentsAreRead() throws DoubtfulJsonException {
        // when
        JsonObject read = StrictJson.parseArguments(
                "{\"z\":\"\\u0041\\/é\\ud83d\\ude00\",\"constructor\":1,\"a\":{\"prototype\":null}}".getBytes(UTF_8));

        // then
        assertThat(read.members().keySet()).containsExactly("z", "constructor", "a");
        assertThat(read.members()).containsEntry("z", new JsonString("A/é😀"));
    }

    @Test
    void shouldNeverRepeatValuesWhenTheTextIsRefused() {
        for (String text : new String[] {
            "{\"p\":\"s3cret", "{\"p\":s3cret}", "{\"p\":\"s3cret\" \"s3cret\"}", "{\"p\":\"s3cret\\ud800\"}"
        }) {
            assertThat(doubt(text).getMessage()).doesNotContain("s3cret");
        }
    }

    @Test
    void shouldReadBackWhatWasQuotedWhenTextsAreRandom() throws DoubtfulJsonException {
        // given
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            String text = random.ints(random.nextInt(8), 0, 0x10ffff)
                    .map(c -> random.nextBoolean() ? c % 0x80 : c)
                    .mapToObj(c -> c < 0x10000 ? String.valueOf((char) c) : Character.toString(c))
                    .collect(java.util.stream.Collectors.joining());

            // when
            JsonValue read = StrictJson.parse(JsonText.quote(text).getBytes(UTF_8), JsonLimits.DEFAULT);

            // then
            assertThat(read).isEqualTo(new JsonString(text));
        }
    }

    @Test
    void shouldReadWhenNamesAreMoreThanAParserRemembers() {
        // given: the parser keeps names it met in a shared table, which must neither fail nor fill up
        for (int text = 0; text < 6; text++) {
            StringBuilder all = new StringBuilder("[");
            for (int object = 0; object < 20; object++) {
                all.append(object == 0 ? "{" : ",{");
                for (int member = 0; member < 9_999; member++) {
                    String name = text % 2 == 0
                            ? "n" + (text * 200_000 + object * 10_000 + member)
                            : "\\u00" + (10 + member % 90) + member;
                    all.append(member == 0 ? "\"" : ",\"").append(name).append("\":0");
                }
                all.append('}');
            }

            // then
            assertThat(refusal(all.append(']').toString().getBytes(UTF_8))).isNull();
        }
    }
}
