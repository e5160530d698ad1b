package dev.countersign.catalogue.suggest;

import dev.countersign.call.Risk;
import dev.countersign.catalogue.Classified;
import dev.countersign.json.JsonText;
import java.util.Locale;

/**
 * What is recommended for one tool (policy design, section 11).
 *
 * @param tool its name
 * @param classified its class and why
 * @param rule the tool's object in the policy as one JSON text; {@code "hide"}, in quotes, when it belongs into {@code hide}
 */
public record SuggestedRule(String tool, Classified classified, String rule) {

    private static final String HIDE = "\"hide\"";
    private static final String HOLD =
            "{\"deny_if\": [{\"conditions\": [], \"on_deny\": \"Requires human approval.\"}]}";
    private static final int WRITES_A_MINUTE = 30;
    private static final int RUNS_A_MINUTE = 10;
    /** A counter's name has at most 256 code points. */
    private static final int LONGEST_COUNTER = 256 - "_rate".length();

    /** The rule for a tool of this class. An unknown class counts as destructive. */
    static SuggestedRule of(String tool, Classified classified, Destructive destructive) {
        String rule = switch (classified.risk()) {
            case READ -> "{}";
            case WRITE -> limit(tool, WRITES_A_MINUTE);
            case EXECUTE -> limit(tool, RUNS_A_MINUTE);
            case FINANCIAL -> HOLD;
            case DESTRUCTIVE, UNKNOWN -> destructive == Destructive.HIDE ? HIDE : HOLD;
        };
        return new SuggestedRule(tool, classified, rule);
    }

    private static String limit(String tool, int max) {
        String name = tool.toLowerCase(Locale.ROOT);
        int length = Math.min(LONGEST_COUNTER, name.codePointCount(0, name.length()));
        String counter = name.substring(0, name.offsetByCodePoints(0, length)) + "_rate";
        return "{\"limits\": [{\"counter\": " + JsonText.quote(counter) + ", \"window\": \"minute\", \"max\": " + max
                + ", \"scope\": \"grant\"}]}";
    }

    /** Whether the tool belongs into {@code hide}. */
    public boolean hides() {
        return rule.equals(HIDE);
    }

    /** The class of the tool. */
    public Risk risk() {
        return classified.risk();
    }
}
