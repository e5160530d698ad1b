package dev.countersign.cli.policy;

import dev.countersign.catalogue.ToolDefinition;
import dev.countersign.catalogue.suggest.Destructive;
import dev.countersign.catalogue.suggest.Suggestion;
import dev.countersign.cli.policy.Inputs.BadInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code policy suggest}: a policy to begin with, from what a server says of its tools. */
@Command(
        name = "suggest",
        mixinStandardHelpOptions = true,
        description = "Prints a policy for the tools of a server, by what each can do at worst.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:printed", "1:no such tool", "2:wrong words, or an unreadable file"})
final class SuggestCommand implements Callable<Integer> {

    @Option(
            names = "--tools",
            required = true,
            paramLabel = "FILE",
            description = "A saved tools/list result: {\"tools\": [...]} or the bare list.")
    private Path toolList = Path.of("");

    @Option(names = "--tool", paramLabel = "NAME", description = "Only this tool.")
    private Optional<String> only = Optional.empty();

    @Option(
            names = "--destructive",
            paramLabel = "hide|hold",
            description = "Tools that destroy something: hide them (default), or hold each call.")
    private Destructive destructive = Destructive.HIDE;

    @Option(names = "--json", description = "With class, risk and evidence of each tool.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        List<ToolDefinition> tools;
        try {
            tools = Inputs.tools(toolList).definitions().stream()
                    .flatMap(definition -> ToolDefinition.of(definition).stream())
                    .filter(tool -> only.filter(name -> !name.equals(tool.name().value()))
                            .isEmpty())
                    .toList();
        } catch (BadInputException bad) {
            spec.commandLine().getErr().println("countersign: " + bad.getMessage());
            return 2;
        }
        if (only.isPresent() && tools.isEmpty()) {
            spec.commandLine().getErr().println("countersign: there is no tool \"" + only.get() + "\" in the list");
            return 1;
        }
        Suggestion suggestion = Suggestion.of(tools, destructive);
        spec.commandLine().getOut().print(json ? suggestion.json() : suggestion.policy());
        spec.commandLine().getOut().flush();
        return 0;
    }
}
