package dev.countersign.cli.policy;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code policy}: one of its tools. */
@Command(
        name = "policy",
        mixinStandardHelpOptions = true,
        description = "Checks, tries and suggests policies (docs/policy.md).",
        subcommands = {LintCommand.class, TestCommand.class, SuggestCommand.class})
public final class PolicyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }
}
