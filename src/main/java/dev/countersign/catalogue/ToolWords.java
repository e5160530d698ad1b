package dev.countersign.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes names and descriptions apart. */
final class ToolWords {

    private static final int LONGEST_SENTENCE = 300;
    private static final Pattern END = Pattern.compile("[\\r\\n]|[.!?](?=\\s|$)");
    private static final Pattern NAME_WORD = Pattern.compile("\\p{Lu}+(?!\\p{Ll})|\\p{Lu}?\\p{Ll}+|\\p{L}");
    private static final Pattern WORD = Pattern.compile("\\p{L}+");

    private ToolWords() {}

    /** The words of a name: split at everything that is no letter and where case changes, in lower case. */
    static List<String> ofName(String name) {
        return all(NAME_WORD, name);
    }

    /** The words of a text, in lower case. */
    static List<String> ofText(String text) {
        return all(WORD, text);
    }

    private static List<String> all(Pattern pattern, String text) {
        List<String> words = new ArrayList<>();
        for (Matcher word = pattern.matcher(text); word.find(); ) {
            words.add(word.group().toLowerCase(Locale.ROOT));
        }
        return words;
    }

    /**
     * The first sentence of a description, at most 300 characters, with its end; empty when there is none or when it only says the
     * name again.
     */
    static String sentence(String description, List<String> nameWords) {
        String text = description.strip();
        text = text.substring(0, Math.min(text.length(), LONGEST_SENTENCE));
        Matcher end = END.matcher(text);
        String sentence = end.find() ? text.substring(0, end.end()).strip() : text;
        return ofText(sentence).equals(nameWords) ? "" : sentence;
    }
}
