package dev.countersign.cli;

import dev.countersign.audit.verify.Report;
import dev.countersign.audit.verify.Verifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code verify-audit}: needs neither the service nor its database nor a secret. */
@Command(
        name = "verify-audit",
        mixinStandardHelpOptions = true,
        description = "Checks an export of the audit trail.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:whole", "1:broken", "2:unreadable", "3:authentic but partial"})
final class VerifyAudit implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The export, as GET /api/v1/audit/export gives it.")
    private Path file = Path.of("");

    @Option(names = "--key", paramLabel = "sha256:…", description = "A fingerprint of the audit key that you noted.")
    private List<String> keys = new ArrayList<>();

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description =
                    "Checkpoints that you kept, one JSON line each, for instance from the topic countersign.audit.")
    private List<Path> checkpoints = new ArrayList<>();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        for (String key : keys) {
            if (!key.matches("sha256:[0-9a-f]{64}")) {
                throw new ParameterException(
                        spec.commandLine(), "--key takes sha256: and 64 hexadecimal digits, not " + key);
            }
        }
        Report report = new Verifier(keys, checkpoints).verify(file);
        spec.commandLine().getOut().println(report.text());
        return report.result().exitCode();
    }
}
