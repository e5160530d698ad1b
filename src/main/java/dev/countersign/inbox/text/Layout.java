package dev.countersign.inbox.text;

import dev.countersign.inbox.text.Arguments.Line;
import dev.countersign.json.JsonValue;
import dev.countersign.json.JsonValue.JsonArray;
import dev.countersign.json.JsonValue.JsonBoolean;
import dev.countersign.json.JsonValue.JsonNumber;
import dev.countersign.json.JsonValue.JsonObject;
import dev.countersign.json.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Walks through arguments and writes one line per value. */
final class Layout {

    private static final int FOLD_ABOVE = 1000;
    private static final int SHOWN_OF_FOLDED = 500;
    private static final int MOST_MEMBERS = 50;
    private static final int MOST_LINES = 2000;
    private static final String IN_EXACT_TEXT = "; all of them are in the exact text";
    private static final ShownText NOTHING = new ShownText(List.of());

    /** Names that decide: how much, of what, to whom. */
    private static final Pattern DECIDING = Pattern.compile(
            "(^|_)(amount|amt|price|cost|total|quantity|qty|size|count|limit|value|currency|to|from|recipients?|account|iban"
                    + "|address|destination|symbol|asset|pair|side|order|order_?id|id|path|file|target|command|cmd|url)($|_)");

    private final List<Line> lines = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final List<Warning> suspicions = new ArrayList<>();
    private final FieldOrder order;
    private boolean folded;

    Layout(FieldOrder order) {
        this.order = order;
    }

    /** The whole; members of the outer object are put in order of weight. */
    void arguments(JsonValue whole) {
        if (whole instanceof JsonObject object) {
            members(
                    0,
                    object.members().entrySet().stream()
                            .sorted(Comparator.comparing(
                                    member -> order.weight(member.getKey(), deciding(member.getKey()))))
                            .toList());
        } else {
            value(0, "value", whole);
        }
    }

    List<Line> lines() {
        return lines;
    }

    /** All names and texts, for looking at their letters. */
    List<String> texts() {
        return texts;
    }

    /** Names and texts that deserve a second look. */
    List<Warning> suspicions() {
        return suspicions;
    }

    boolean folded() {
        return folded;
    }

    private static boolean deciding(String name) {
        String snake = name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
        return DECIDING.matcher(snake.replace('-', '_')).find();
    }

    private void members(int depth, List<Map.Entry<String, JsonValue>> members) {
        suspicions.addAll(
                Suspicions.twins(members.stream().map(Map.Entry::getKey).toList()));
        members.stream().limit(MOST_MEMBERS).forEach(member -> {
            texts.add(member.getKey());
            value(depth, member.getKey(), member.getValue());
        });
        rest(depth, members.size(), "more fields");
    }

    private void value(int depth, String key, JsonValue value) {
        if (lines.size() >= MOST_LINES) {
            tooMany(depth);
            return;
        }
        if (value instanceof JsonObject object) {
            heading(depth, key, "object", counted(object.members().size(), "field"));
            members(depth + 1, List.copyOf(object.members().entrySet()));
        } else if (value instanceof JsonArray array) {
            heading(depth, key, "list", counted(array.elements().size(), "item"));
            elements(depth + 1, array);
        } else if (value instanceof JsonString string) {
            text(depth, key, string.value());
        } else if (value instanceof JsonNumber number) {
            line(depth, key, number.text(), "number", "");
        } else {
            line(depth, key, value instanceof JsonBoolean b ? Boolean.toString(b.value()) : "null", "word", "");
        }
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private void elements(int depth, JsonArray array) {
        int shown = Math.min(MOST_MEMBERS, array.elements().size());
        for (int i = 0; i < shown; i++) {
            value(depth, (i + 1) + ".", array.elements().get(i));
        }
        rest(depth, array.elements().size(), "more items");
    }

    private void rest(int depth, int size, String what) {
        if (size > MOST_MEMBERS) {
            fold(depth, String.format(Locale.ROOT, "%,d %s", size - MOST_MEMBERS, what) + IN_EXACT_TEXT);
        }
    }

    private void tooMany(int depth) {
        if (lines.size() == MOST_LINES) {
            fold(depth, "More than 2,000 values" + IN_EXACT_TEXT);
        }
    }

    private void fold(int depth, String words) {
        folded = true;
        lines.add(new Line(depth, NOTHING, NOTHING, "folded", words, ""));
    }

    private void heading(int depth, String key, String kind, String size) {
        lines.add(new Line(depth, ShownText.of(key), ShownText.of(size), kind, "", note(depth, key)));
    }

    private void text(int depth, String key, String text) {
        texts.add(text);
        Suspicions.secret(key, text).ifPresent(suspicions::add);
        int length = text.codePointCount(0, text.length());
        if (length <= FOLD_ABOVE) {
            line(depth, key, text, "text", "");
            return;
        }
        folded = true;
        String more = String.format(Locale.ROOT, "%,d more characters", length - SHOWN_OF_FOLDED) + IN_EXACT_TEXT;
        line(depth, key, shortened(text, SHOWN_OF_FOLDED), "text", more);
    }

    private void line(int depth, String key, String value, String kind, String more) {
        lines.add(new Line(depth, ShownText.of(key), ShownText.of(value), kind, more, note(depth, key)));
    }

    private String note(int depth, String key) {
        return depth == 0 && order.stranger(key) ? "not in the tool's schema" : "";
    }

    /** The first so many code points. */
    static String shortened(String text, int codePoints) {
        return text.codePointCount(0, text.length()) <= codePoints
                ? text
                : text.substring(0, text.offsetByCodePoints(0, codePoints));
    }
}
