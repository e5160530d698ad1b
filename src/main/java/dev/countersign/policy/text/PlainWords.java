package dev.countersign.policy.text;

import dev.countersign.json.JsonValue;
import dev.countersign.json.JsonValue.JsonBoolean;
import dev.countersign.json.JsonValue.JsonNull;
import dev.countersign.json.JsonValue.JsonString;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a plain YAML word is: only {@code true} and {@code false}, {@code null}, {@code ~} and nothing, and JSON numbers are not
 * strings. A word that other readers (YAML 1.1, the core schema of 1.2) take for a boolean, a null, a number or a time is neither:
 * two people would read two policies.
 */
final class PlainWords {

    static final Pattern JSON_NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][+-]?[0-9]++)?");

    private static final Set<String> WORDS = Set.of("yes", "no", "on", "off", "true", "false", "null", "=");
    private static final Pattern ELSEWHERE_A_NUMBER = Pattern.compile("[-+]?(?:"
            + "0b[01_]++|0o[0-7_]++|0x[0-9a-f_]++|[0-9][0-9_]*+"
            + "|[0-9][0-9_]*+(?::[0-5]?[0-9])++(?:\\.[0-9_]*+)?"
            + "|(?:[0-9][0-9_]*+)?\\.[0-9][0-9_]*+(?:e[-+]?[0-9]++)?"
            + "|[0-9][0-9_]*+\\.?(?:e[-+]?[0-9]++)?"
            + "|\\.inf|\\.nan)");
    private static final Pattern ELSEWHERE_A_TIME = Pattern.compile("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[t \\t].*+)?");

    private PlainWords() {}

    /** Whether readers disagree about the word. */
    static boolean ambiguous(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return !isOurs(word)
                && (WORDS.contains(lower)
                        || ELSEWHERE_A_NUMBER.matcher(lower).matches()
                        || ELSEWHERE_A_TIME.matcher(lower).matches());
    }

    private static boolean isOurs(String word) {
        return switch (word) {
            case "true", "false", "null", "~", "" -> true;
            default -> isNumber(word);
        };
    }

    static boolean isNumber(String word) {
        return JSON_NUMBER.matcher(word).matches();
    }

    /** The value of a word that is no number and not ambiguous. */
    static JsonValue value(String word) {
        return switch (word) {
            case "true" -> new JsonBoolean(true);
            case "false" -> new JsonBoolean(false);
            case "null", "~", "" -> JsonNull.NULL;
            default -> new JsonString(word);
        };
    }
}
