package dev.countersign.policy.lint;

import dev.countersign.policy.PolicyProblem;
import dev.countersign.policy.compile.CompiledPolicies;
import dev.countersign.policy.compile.CompiledPolicies.Checked;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds all problems of a file. Without state, for any thread. */
public final class PolicyLint {

    private final CompiledPolicies compiler;

    /** Checks with this compiler. */
    public PolicyLint(CompiledPolicies compiler) {
        this.compiler = compiler;
    }

    /**
     * All problems, in order of position. A syntax error stands alone; warnings about rules are only given for a file that can be
     * used.
     *
     * @param fileName tells the syntax
     * @param tools what the server lists; empty when nobody knows
     */
    public List<PolicyProblem> lint(String fileName, byte[] bytes, Optional<List<ListedTool>> tools) {
        Checked checked = compiler.check(fileName, bytes);
        List<PolicyProblem> problems = new ArrayList<>(checked.problems());
        checked.parts().ifPresent(parts -> {
            Warnings warnings = new Warnings(parts.root());
            new Unreachable(parts, warnings).check();
            tools.ifPresent(list -> new ToolFit(parts, list, warnings).check());
            problems.addAll(warnings.all());
        });
        return problems.stream().sorted().toList();
    }
}
