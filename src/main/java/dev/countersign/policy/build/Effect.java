package dev.countersign.policy.build;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a policy does with a tool, as far as one word can say it. */
public enum Effect {
    /** No entry of its own: a pattern decides, or the default. */
    DEFAULT("as the default"),
    ALLOW("Allow"),
    LIMIT("Limit"),
    HOLD("Hold"),
    DENY("Deny"),
    HIDE("Hide"),
    /** Conditions, or several things at once. */
    CUSTOM("Custom");

    private final String label;

    Effect(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** In lower case, for forms. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one with this word. */
    public static Optional<Effect> of(String word) {
        return Arrays.stream(values()).filter(e -> e.word().equals(word)).findFirst();
    }
}
