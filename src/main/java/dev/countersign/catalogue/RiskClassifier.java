package dev.countersign.catalogue;

import dev.countersign.call.Risk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says what a tool can do at worst, from the words of its name and description (policy design, section 11). Annotations come from
 * the server: they can raise a class, never lower it. Pure and deterministic.
 */
public final class RiskClassifier {

    private static final int WORDS_BEFORE_TO = 15;
    private static final int WORDS_UP_TO_TO = 8;
    private static final int WORDS_WITH_VERB = 12;
    private static final int SHOWN = 120;
    private static final Set<String> LEAD_INS =
            Set.of("allow", "allows", "enable", "enables", "let", "lets", "use", "used");

    /** The class of a tool with the evidence for it. */
    public Classified classify(ToolDefinition tool) {
        List<String> name = ToolWords.ofName(tool.name().value());
        String sentence = ToolWords.sentence(tool.description(), name);
        Verdict verdict = verdict(name, sentence, tool);
        Risk risk = raised(verdict.risk, tool);
        String raise = risk == verdict.risk ? "" : " Annotations raise it to " + risk.word() + ".";
        return new Classified(risk, verdict.text + ": " + verdict.risk.word() + "." + raise + " " + shown(sentence));
    }

    private record Verdict(Risk risk, String text) {}

    private static Verdict verdict(List<String> name, String sentence, ToolDefinition tool) {
        Optional<Reading> weak = weakName(name, sentence);
        Optional<Reading> byName = strongName(name, sentence)
                .or(() -> weak.filter(r -> Words.verb(r.verb())
                                .filter(Risk.FINANCIAL::equals)
                                .isPresent())
                        .filter(r -> name.stream().noneMatch(Words.TELLING::contains)));
        Optional<Reading> bySentence = sentence(sentence);
        if (byName.isPresent() && !graver(bySentence, byName.get())) {
            return verdict("Name", byName.get());
        }
        return bySentence
                .map(r -> verdict("Description", r))
                .or(() -> weak.map(r -> verdict("Name", r)))
                .orElseGet(() -> unread(tool));
    }

    private static Verdict verdict(String from, Reading reading) {
        return new Verdict(reading.risk(), from + ": \"" + reading.verb() + "\" " + reading.because());
    }

    private static Verdict unread(ToolDefinition tool) {
        return tool.destructiveHint().orElse(false)
                ? new Verdict(Risk.DESTRUCTIVE, "Annotation: destructiveHint, and no verb is known")
                : new Verdict(Risk.EXECUTE, "No verb is known");
    }

    private static Optional<Reading> strongName(List<String> name, String sentence) {
        for (int i = 0; i < name.size(); i++) {
            String word = name.get(i);
            if (Words.verb(word).isPresent() && !Words.ALSO_NOUNS.contains(word)) {
                return Optional.of(Reading.of(word, name.subList(i + 1, name.size()), sentence));
            }
        }
        return Optional.empty();
    }

    /** A verb that is also a noun, as the first or last word of the name. */
    private static Optional<Reading> weakName(List<String> name, String sentence) {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        for (int i : new int[] {0, name.size() - 1}) {
            String word = name.get(i);
            if (Words.ALSO_NOUNS.contains(word) && Words.verb(word).isPresent()) {
                List<String> others = new ArrayList<>(name);
                others.remove(i);
                return Optional.of(Reading.of(word, others, sentence));
            }
        }
        return Optional.empty();
    }

    private static Optional<Reading> sentence(String sentence) {
        List<String> words = ToolWords.ofText(sentence);
        int start = start(words);
        int end = Math.min(words.size(), start + WORDS_WITH_VERB);
        for (int i = start; i < end; i++) {
            Optional<String> verb = Words.stem(words.get(i));
            if (verb.isPresent()) {
                return Optional.of(Reading.of(verb.get(), words.subList(i + 1, words.size()), sentence));
            }
        }
        return Optional.empty();
    }

    /** After the {@code to} of "allows you to …", else at the beginning. */
    private static int start(List<String> words) {
        for (int i = 0; i < Math.min(words.size(), WORDS_BEFORE_TO); i++) {
            if (LEAD_INS.contains(words.get(i))) {
                int to = words.subList(i, Math.min(words.size(), i + WORDS_UP_TO_TO + 1))
                        .indexOf("to");
                if (to >= 0) {
                    return i + to + 1;
                }
            }
        }
        return 0;
    }

    private static boolean graver(Optional<Reading> one, Reading other) {
        return one.filter(r -> gravity(r.risk()) > gravity(other.risk())).isPresent();
    }

    private static int gravity(Risk risk) {
        return switch (risk) {
            case READ -> 0;
            case WRITE -> 1;
            case EXECUTE -> 2;
            case FINANCIAL, DESTRUCTIVE, UNKNOWN -> 3;
        };
    }

    private static Risk raised(Risk risk, ToolDefinition tool) {
        boolean changes =
                !tool.readOnlyHint().orElse(true) || tool.destructiveHint().orElse(false);
        return risk == Risk.READ && changes ? Risk.WRITE : risk;
    }

    private static String shown(String sentence) {
        if (sentence.isEmpty()) {
            return "There is no description.";
        }
        boolean cut = sentence.codePointCount(0, sentence.length()) > SHOWN;
        String shown = cut ? sentence.substring(0, sentence.offsetByCodePoints(0, SHOWN)) + "…" : sentence;
        return "Description: \"" + shown + "\"";
    }
}
