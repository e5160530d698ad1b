package dev.countersign.inbox.text;

import dev.countersign.json.DoubtfulJsonException;
import dev.countersign.json.JsonLimits;
import dev.countersign.json.JsonValue;
import dev.countersign.json.JsonValue.JsonArray;
import dev.countersign.json.JsonValue.JsonBoolean;
import dev.countersign.json.JsonValue.JsonNumber;
import dev.countersign.json.JsonValue.JsonObject;
import dev.countersign.json.JsonValue.JsonString;
import dev.countersign.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One value that differs between what the agent proposed and what a person put in its place.
 *
 * @param path of the value, with the names in the way
 * @param was its proposed text; empty pieces when it is new
 * @param now its text; empty pieces when it was taken out
 * @param added whether it is new
 * @param removed whether it was taken out
 */
public record Difference(ShownText path, ShownText was, ShownText now, boolean added, boolean removed) {

    private static final int LONGEST = 500;
    private static final ShownText NOTHING = new ShownText(List.of());

    private record Leaf(String kind, String text) {}

    /** What differs, in the order of the proposal, new values behind; nothing when one of the texts cannot be read. */
    public static List<Difference> between(String proposed, String yours) {
        Map<List<String>, Leaf> before = leaves(proposed);
        Map<List<String>, Leaf> after = leaves(yours);
        Set<List<String>> paths = new LinkedHashSet<>(before.keySet());
        paths.addAll(after.keySet());
        List<Difference> all = new ArrayList<>();
        for (List<String> path : paths) {
            Leaf was = before.get(path);
            Leaf now = after.get(path);
            if (was == null && now != null) {
                all.add(new Difference(name(path), NOTHING, shown(now, ""), true, false));
            } else if (was != null && now == null) {
                all.add(new Difference(name(path), shown(was, ""), NOTHING, false, true));
            } else if (was != null && !was.equals(now) && now != null) {
                all.add(changed(path, was, now));
            }
        }
        return all;
    }

    private static Difference changed(List<String> path, Leaf was, Leaf now) {
        boolean kinds = !was.kind.equals(now.kind);
        return new Difference(
                name(path),
                shown(was, kinds ? " (" + was.kind + ")" : ""),
                shown(now, kinds ? " (" + now.kind + ")" : ""),
                false,
                false);
    }

    private static ShownText shown(Leaf leaf, String kind) {
        String text = leaf.text;
        int length = text.codePointCount(0, text.length());
        String shown = length <= LONGEST
                ? text
                : Layout.shortened(text, LONGEST)
                        + String.format(Locale.ROOT, " … %,d more characters, all in the exact text", length - LONGEST);
        return ShownText.of(shown + kind);
    }

    private static Map<List<String>, Leaf> leaves(String text) {
        Map<List<String>, Leaf> leaves = new LinkedHashMap<>();
        try {
            walk(List.of(), StrictJson.parse(text.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT), leaves);
        } catch (DoubtfulJsonException unreadable) {
            leaves.clear();
        }
        return leaves;
    }

    private static void walk(List<String> path, JsonValue value, Map<List<String>, Leaf> leaves) {
        if (value instanceof JsonObject object && !object.members().isEmpty()) {
            object.members().forEach((name, member) -> walk(with(path, "." + name), member, leaves));
        } else if (value instanceof JsonArray array && !array.elements().isEmpty()) {
            for (int i = 0; i < array.elements().size(); i++) {
                walk(with(path, "[" + (i + 1) + "]"), array.elements().get(i), leaves);
            }
        } else {
            leaves.put(path, leaf(value));
        }
    }

    private static List<String> with(List<String> path, String step) {
        List<String> longer = new ArrayList<>(path);
        longer.add(step);
        return List.copyOf(longer);
    }

    /** The way as it is read; two ways may read alike and are two all the same. */
    private static ShownText name(List<String> path) {
        String whole = String.join("", path);
        return ShownText.of(whole.isEmpty() ? "all arguments" : whole.startsWith(".") ? whole.substring(1) : whole);
    }

    private static Leaf leaf(JsonValue value) {
        if (value instanceof JsonString string) {
            return new Leaf("text", string.value());
        }
        if (value instanceof JsonNumber number) {
            return new Leaf("number", number.text());
        }
        if (value instanceof JsonBoolean bool) {
            return new Leaf("word", Boolean.toString(bool.value()));
        }
        return value instanceof JsonObject
                ? new Leaf("object", "no fields")
                : value instanceof JsonArray ? new Leaf("list", "no items") : new Leaf("word", "null");
    }
}
