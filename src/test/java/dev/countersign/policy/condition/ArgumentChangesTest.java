package dev.countersign.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.json.DoubtfulJsonException;
import dev.countersign.json.JsonValue.JsonObject;
import dev.countersign.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an approver changed, and whether the rule lets it be changed ({@code allow_edit} of the policy design, section 5). */
class ArgumentChangesTest {

    private static final String BEFORE =
            "{'amount':250,'to':{'name':'Ann','iban':'X1'},'lines':[{'sku':'a','n':1},{'sku':'b','n':2}]}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "args.amount          | {'amount':100,'to':{'name':'Ann','iban':'X1'},'lines':[{'sku':'a','n':1},{'sku':'b','n':2}]}",
                "args.to              | {'amount':250,'to':{'name':'Bob','iban':'X2'},'lines':[{'sku':'a','n':1},{'sku':'b','n':2}]}",
                "args.to.name         | {'amount':250,'to':{'iban':'X1'},'lines':[{'sku':'a','n':1},{'sku':'b','n':2}]}",
                "/args/lines/*/n      | {'amount':250,'to':{'name':'Ann','iban':'X1'},'lines':[{'sku':'a','n':9},{'sku':'b','n':8}]}",
                "/args/lines/0        | {'amount':250,'to':{'name':'Ann','iban':'X1'},'lines':['c',{'sku':'b','n':2}]}",
                "args.lines           | {'amount':250,'to':{'name':'Ann','iban':'X1'},'lines':[]}",
                "args.new             | {'amount':250,'to':{'name':'Ann','iban':'X1'},'lines':[{'sku':'a','n':1},{'sku':'b','n':2}],'new':true}"
            })
    void shouldBeAllowedWhenEveryChangeLiesAtThePathOrBelow(String path, String after) {
        assertThat(outside(after, path)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "args.amount     | /to/iban    | {'amount':1,'to':{'name':'Ann','iban':'X2'},'lines':[{'sku':'a','n':1},{'sku':'b','n':2}]}",
                "args.to.name    | /to         | {'amount':250,'to':'Ann','lines':[{'sku':'a','n':1},{'sku':'b','n':2}]}",
                "/args/lines/*/n | /lines/1/sku| {'amount':250,'to':{'name':'Ann','iban':'X1'},'lines':[{'sku':'a','n':9},{'sku':'c','n':8}]}",
                "/args/lines/*/n | /lines      | {'amount':250,'to':{'name':'Ann','iban':'X1'},'lines':[{'sku':'a','n':9}]}",
                "args.lines.0    | /lines/0/n  | {'amount':250,'to':{'name':'Ann','iban':'X1'},'lines':[{'sku':'a','n':9},{'sku':'b','n':2}]}",
                "args.amount     | /a~1b~0     | {'amount':250,'to':{'name':'Ann','iban':'X1'},'lines':[{'sku':'a','n':1},{'sku':'b','n':2}],'a/b~':1}",
                "args.to         | /amount     | {'amount':250.0,'to':{'name':'Ann','iban':'X1'},'lines':[{'sku':'a','n':1},{'sku':'b','n':2}]}"
            })
    void shouldNameThePlaceWhenAChangeLiesOutside(String path, String place, String after) {
        assertThat(outside(after, path)).contains(place);
    }

    @Test
    void shouldBeNoChangeWhenOnlyTheOrderOfMembersDiffers() {
        assertThat(outside(
                        "{'to':{'iban':'X1','name':'Ann'},'lines':[{'n':1,'sku':'a'},{'sku':'b','n':2}],'amount':250}"))
                .isEmpty();
    }

    private static Optional<String> outside(String after, String... paths) {
        List<ArgumentPath> allowed =
                Stream.of(paths).map(p -> ArgumentPaths.parse(p).orElseThrow()).toList();
        return ArgumentChanges.outside(allowed, object(BEFORE), object(after));
    }

    private static JsonObject object(String text) {
        try {
            return StrictJson.parseArguments(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        } catch (DoubtfulJsonException e) {
            throw new AssertionError(e);
        }
    }
}
