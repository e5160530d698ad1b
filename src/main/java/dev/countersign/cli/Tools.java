package dev.countersign.cli;

import dev.countersign.cli.policy.PolicyCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The tools by name; a new one is one more class in the list of subcommands. */
@Command(
        name = "countersign",
        description =
                "Holds the tool calls of AI agents until a person said yes. Runs the service when no command is given.",
        subcommands = {VerifyAudit.class, Seed.class, PolicyCommand.class})
final class Tools implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Runs the tool that the first argument names; 2 and the usage for an unknown one. */
    static int run(String... arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        return run(out, err, arguments);
    }

    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new Tools())
                .setOut(out)
                .setErr(err)
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments);
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }
}
