package dev.countersign.policy.text;

import dev.countersign.json.JsonValue.JsonNumber;
import dev.countersign.policy.PolicyErrorsException;
import dev.countersign.policy.PolicyProblem;
import dev.countersign.policy.PolicyProblem.Severity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one file, so that a person sees all of it at once. Used by one thread. */
public final class Problems {

    /** Nobody reads more, and a hostile file must not fill the memory with messages about itself. */
    private static final int MOST = 1_000;

    private final String file;
    private final List<PolicyProblem> errors = new ArrayList<>();
    private final List<PolicyProblem> warnings = new ArrayList<>();

    /** Starts with none, for the file of this name. */
    public Problems(String file) {
        this.file = file;
    }

    /** The file cannot be used because of what stands at this place. */
    public void error(Place place, String message) {
        add(errors, Severity.ERROR, place, message);
    }

    /** What stands at this place is probably not what its author wants. */
    public void warning(Place place, String message) {
        add(warnings, Severity.WARNING, place, message);
    }

    private static void add(List<PolicyProblem> list, Severity severity, Place place, String message) {
        if (list.size() < MOST) {
            list.add(new PolicyProblem(severity, place.line(), place.column(), message, place.pointer()));
        }
    }

    /** Throws all errors collected so far, if there are any. */
    public void throwErrors() throws PolicyErrorsException {
        if (!errors.isEmpty()) {
            throw new PolicyErrorsException(file, errors);
        }
    }

    /** The file is no text of its syntax: that alone is told, whatever was found before. */
    PolicyErrorsException syntax(int line, int column, String message) {
        return new PolicyErrorsException(file, List.of(new PolicyProblem(Severity.ERROR, line, column, message, "")));
    }

    /** A number of the file; one that is too large to count with is an error, and another number stands in for it. */
    JsonNumber number(Place place, String text) {
        if (DecimalText.inRange(text)) {
            return new JsonNumber(new BigDecimal(text), text);
        }
        error(place, "number out of range");
        return new JsonNumber(BigDecimal.ONE, "1");
    }

    /** The errors so far, in order of position. */
    public List<PolicyProblem> errors() {
        return errors.stream().sorted().toList();
    }

    /** The file as a whole cannot be read. */
    public PolicyErrorsException unreadable(String message) {
        return syntax(1, 1, message);
    }

    /** The warnings in order of position. */
    public List<PolicyProblem> warnings() {
        return warnings.stream().sorted().toList();
    }
}
