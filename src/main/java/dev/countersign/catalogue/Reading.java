package dev.countersign.catalogue;

import dev.countersign.call.Risk;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a name or a sentence says that a tool does.
 *
 * @param verb the word that decided
 * @param risk the class
 * @param because what the verb does to what, for people
 */
record Reading(String verb, Risk risk, String because) {

    /** An order that stands at a venue is a commitment to somebody else. */
    private static final Pattern VENUE = Pattern.compile(
            "\\b[Oo]rders? (?:on|at|with) (?:(?:an?|the) )?"
                    + "(?:(?:exchange|broker|brokerage|market|marketplace|venue|platform)\\b|\\p{Lu}[\\p{L}\\p{N}.]*[\\p{L}\\p{N}])");

    private static final Set<Risk> WITH_MONEY_FINANCIAL = Set.of(Risk.WRITE, Risk.EXECUTE);

    /**
     * What a verb means beside its other words.
     *
     * @param verb one of the vocabulary
     * @param others the words that may say what it is done to
     * @param sentence where the order's venue may stand
     */
    static Reading of(String verb, List<String> others, String sentence) {
        Risk plain = Words.verb(verb).orElse(Risk.UNKNOWN);
        Optional<String> money = money(verb, others);
        if (Words.ENDINGS.contains(verb)) {
            return ending(verb, others, money, sentence);
        }
        if (WITH_MONEY_FINANCIAL.contains(plain) && money.isPresent()) {
            return new Reading(verb, Risk.FINANCIAL, "with the money word " + quoted(money.get()));
        }
        return new Reading(verb, plain, "is a verb of class " + plain.word());
    }

    private static Reading ending(String verb, List<String> others, Optional<String> money, String sentence) {
        if (others.stream().anyMatch(Words.ORDERS::contains)) {
            Matcher venue = VENUE.matcher(sentence);
            return venue.find()
                    ? new Reading(verb, Risk.FINANCIAL, "ends an order at its venue (" + quoted(venue.group()) + ")")
                    : new Reading(verb, Risk.DESTRUCTIVE, "removes an order for good");
        }
        if (money.isPresent()) {
            return new Reading(verb, Risk.FINANCIAL, "with the money word " + quoted(money.get()));
        }
        return verb.equals("close")
                ? new Reading(verb, Risk.WRITE, "closes something that is no money")
                : new Reading(verb, Risk.DESTRUCTIVE, "removes something for good");
    }

    private static Optional<String> money(String verb, List<String> others) {
        Set<String> words = new HashSet<>(Words.MONEY);
        if (Words.CLAIMS.contains(verb)) {
            words.addAll(Words.MONEY_FOR_CLAIMS);
        }
        return others.stream().filter(words::contains).findFirst();
    }

    private static String quoted(String word) {
        return "\"" + word + "\"";
    }
}
