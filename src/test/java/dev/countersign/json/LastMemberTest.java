package dev.countersign.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LastMemberTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                     | {\"k\":\"v\"}",
                "{ \"a\" : [1.10, {} ] } | { \"a\" : [1.10, {} ] ,\"k\":\"v\"}",
                "{\"k\":null}           | none",
                "{\"a\":{\"k\":1}}      | {\"a\":{\"k\":1},\"k\":\"v\"}"
            })
    void shouldStandBehindAllOthersUnlessItIsThere(String object, String with) throws DoubtfulJsonException {
        assertThat(LastMember.added(object, "k", "v").orElse("none")).isEqualTo(with);
    }
}
