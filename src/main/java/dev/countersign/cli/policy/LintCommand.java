package dev.countersign.cli.policy;

import dev.countersign.cli.policy.Inputs.BadInputException;
import dev.countersign.json.JsonText;
import dev.countersign.policy.PolicyProblem;
import dev.countersign.policy.PolicyProblem.Severity;
import dev.countersign.policy.lint.ListedTool;
import dev.countersign.policy.lint.PolicyLint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code policy lint}: every problem of every file, one a line, with its place. */
@Command(
        name = "lint",
        mixinStandardHelpOptions = true,
        description = "Prints all problems of policy files: FILE:LINE:COLUMN: error|warning: MESSAGE [POINTER].",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:no errors", "1:errors, or warnings with --strict", "2:wrong words, or an unreadable file"})
final class LintCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Policies; .yaml and .yml are YAML, others JSON.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--strict", description = "Warnings fail, too.")
    private boolean strict;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Option(
            names = "--tools",
            paramLabel = "TOOLS.json",
            description = "A saved tools/list result: warns of tools and arguments that are not in it.")
    private Optional<Path> toolList = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PolicyLint lint = new PolicyLint(Inputs.compiler());
        int exit = 0;
        try {
            Optional<List<ListedTool>> tools = listed();
            for (Path file : files) {
                exit = Math.max(exit, lint(lint, file, tools));
            }
        } catch (BadInputException bad) {
            spec.commandLine().getErr().println("countersign: " + bad.getMessage());
            return 2;
        }
        return exit;
    }

    private Optional<List<ListedTool>> listed() throws BadInputException {
        return toolList.isPresent() ? Optional.of(Inputs.tools(toolList.get()).listed()) : Optional.empty();
    }

    /** The exit code of one file: an unreadable one does not keep the others from being checked. */
    private int lint(PolicyLint lint, Path file, Optional<List<ListedTool>> tools) {
        List<PolicyProblem> problems;
        try {
            problems = lint.lint(Inputs.name(file), Inputs.read(file), tools);
        } catch (BadInputException bad) {
            spec.commandLine().getErr().println("countersign: " + bad.getMessage());
            return 2;
        }
        for (PolicyProblem problem : problems) {
            spec.commandLine().getOut().println(json ? json(file, problem) : problem.in(file.toString()));
        }
        return problems.stream().anyMatch(problem -> strict || problem.severity() == Severity.ERROR) ? 1 : 0;
    }

    private static String json(Path file, PolicyProblem problem) {
        return "{\"file\":" + JsonText.quote(file.toString()) + ",\"line\":" + problem.line() + ",\"column\":"
                + problem.column() + ",\"severity\":\"" + problem.severity().word() + "\",\"message\":"
                + JsonText.quote(problem.message()) + ",\"pointer\":" + JsonText.quote(problem.pointer()) + "}";
    }
}
