package dev.countersign.policy;

import java.util.List;
import java.util.stream.Collectors;

/** A policy file that cannot be used. The message holds one line for each problem, in order of position. */
public final class PolicyErrorsException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<PolicyProblem> problems;

    /**
     * Refuses a file.
     *
     * @param file its name, as the person who reads the message knows it
     * @param problems all errors found, at least one
     */
    public PolicyErrorsException(String file, List<PolicyProblem> problems) {
        super(problems.stream().sorted().map(p -> p.in(file)).collect(Collectors.joining("\n")));
        this.problems = problems.stream().sorted().toList();
    }

    /** The errors in order of position. */
    public List<PolicyProblem> problems() {
        return problems;
    }
}
