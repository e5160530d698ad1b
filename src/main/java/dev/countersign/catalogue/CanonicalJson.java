package dev.countersign.catalogue;

import dev.countersign.json.JsonValue;
import dev.countersign.json.JsonValue.JsonArray;
import dev.countersign.json.JsonValue.JsonBoolean;
import dev.countersign.json.JsonValue.JsonNumber;
import dev.countersign.json.JsonValue.JsonObject;
import dev.countersign.json.JsonValue.JsonString;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** One text for one value: members sorted by code point, numbers as written, only the escapes that JSON needs, no white space. */
final class CanonicalJson {

    private static final Comparator<Map.Entry<String, JsonValue>> BY_CODE_POINT =
            (a, b) -> byCodePoint(a.getKey(), b.getKey());

    private final StringBuilder text = new StringBuilder();

    private CanonicalJson() {}

    /** The text of an object; its own members (not those inside) are filtered. */
    static String of(JsonObject object, Predicate<String> members) {
        CanonicalJson canonical = new CanonicalJson();
        canonical.object(object, members);
        return canonical.text.toString();
    }

    private void object(JsonObject object, Predicate<String> members) {
        List<Map.Entry<String, JsonValue>> sorted = object.members().entrySet().stream()
                .filter(member -> members.test(member.getKey()))
                .sorted(BY_CODE_POINT)
                .toList();
        String separator = "{";
        for (Map.Entry<String, JsonValue> member : sorted) {
            text.append(separator);
            string(member.getKey());
            text.append(':');
            value(member.getValue());
            separator = ",";
        }
        text.append(sorted.isEmpty() ? "{}" : "}");
    }

    private void value(JsonValue value) {
        if (value instanceof JsonObject object) {
            object(object, key -> true);
        } else if (value instanceof JsonArray array) {
            array(array.elements());
        } else if (value instanceof JsonString string) {
            string(string.value());
        } else if (value instanceof JsonNumber number) {
            text.append(number.text());
        } else {
            text.append(value instanceof JsonBoolean bool ? Boolean.toString(bool.value()) : "null");
        }
    }

    private void array(List<JsonValue> elements) {
        String separator = "[";
        for (JsonValue element : elements) {
            text.append(separator);
            value(element);
            separator = ",";
        }
        text.append(elements.isEmpty() ? "[]" : "]");
    }

    private void string(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < 0x20) {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    /** UTF-16 order differs from code point order where surrogates meet U+E000 and above. */
    private static int byCodePoint(String one, String other) {
        int at = 0;
        while (at < one.length() && at < other.length()) {
            int a = one.codePointAt(at);
            int b = other.codePointAt(at);
            if (a != b) {
                return Integer.compare(a, b);
            }
            at += Character.charCount(a);
        }
        return Integer.compare(one.length(), other.length());
    }
}
