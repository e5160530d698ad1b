package dev.countersign.call;

/**
 * Where in a policy the rule stands that decided: a JSON Pointer (RFC 6901) into the file, empty for the policy as a whole.
 *
 * @param value for instance {@code /tools/cancel_order/deny_if/0}, {@code /hide} or {@code /default}
 */
public record RulePointer(String value) {

    /** The policy as a whole. */
    public static final RulePointer WHOLE = new RulePointer("");

    /** No rule names the tool and the policy denies by default. */
    public static final RulePointer DEFAULT = new RulePointer("/default");

    public RulePointer {
        if (!value.isEmpty() && value.charAt(0) != '/') {
            throw new IllegalArgumentException("a rule pointer starts with a slash: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
