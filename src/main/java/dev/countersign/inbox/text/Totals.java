package dev.countersign.inbox.text;

import dev.countersign.json.DoubtfulJsonException;
import dev.countersign.json.JsonLimits;
import dev.countersign.json.JsonValue.JsonNumber;
import dev.countersign.json.JsonValue.JsonObject;
import dev.countersign.json.StrictJson;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Sums over many calls, in exact decimals: what is approved all in all. */
public final class Totals {

    private Totals() {}

    /** The sum of one field. */
    public record Sum(ShownText field, String total) {}

    /** The sums of the numeric fields that every one of the argument texts has; none when one of them cannot be read. */
    public static List<Sum> of(List<String> texts) {
        List<JsonObject> all = new ArrayList<>();
        for (String text : texts) {
            try {
                if (!(StrictJson.parse(text.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT)
                        instanceof JsonObject object)) {
                    return List.of();
                }
                all.add(object);
            } catch (DoubtfulJsonException unreadable) {
                return List.of();
            }
        }
        return all.stream().findFirst().stream()
                .flatMap(first -> first.members().keySet().stream())
                .filter(field -> all.stream().allMatch(o -> o.members().get(field) instanceof JsonNumber))
                .map(field -> new Sum(ShownText.of(field), total(field, all).toPlainString()))
                .toList();
    }

    private static BigDecimal total(String field, List<JsonObject> all) {
        return all.stream()
                .map(o -> o.members().get(field) instanceof JsonNumber number ? number.value() : BigDecimal.ZERO)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
