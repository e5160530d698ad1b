package dev.countersign.cli.policy;

import dev.countersign.catalogue.ToolDefinition;
import dev.countersign.catalogue.suggest.Destructive;
import dev.countersign.catalogue.suggest.Suggestion;
import dev.countersign.cli.policy.Inputs.BadInputException;
import dev.countersign.policy.trial.ToolList;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code policy suggest}: a policy to begin with, from what a server says of its tools. */
@Command(
        name = "suggest",
        mixinStandardHelpOptions = true,
        description = "Prints a policy for the tools of a server, by what each can do at worst.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:printed", "1:no such tool", "2:wrong words, an unreadable file, or no such server"})
final class SuggestCommand implements Callable<Integer> {

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    /** Where the tools come from. */
    private static final class Source {

        @Parameters(
                paramLabel = "SERVER",
                description =
                        "A server of the running service, by its name; needs COUNTERSIGN_TOKEN, the REST token of an admin.")
        private Optional<String> server = Optional.empty();

        @Option(
                names = "--tools",
                paramLabel = "FILE",
                description = "A saved tools/list result: {\"tools\": [...]} or the bare list.")
        private Optional<Path> file = Optional.empty();
    }

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where the service is; else COUNTERSIGN_URL, else http://127.0.0.1:8080.")
    private String url = "";

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

    private final Map<String, String> environment;

    SuggestCommand() {
        this(System.getenv());
    }

    SuggestCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    private ToolList list() throws BadInputException {
        if (source.file.isPresent()) {
            return Inputs.tools(source.file.get());
        }
        String server = source.server.orElse("");
        return Inputs.tools(server, new RunningGateway(url, environment).tools(server));
    }

    @Override
    public Integer call() {
        List<ToolDefinition> tools;
        try {
            tools = list().definitions().stream()
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
