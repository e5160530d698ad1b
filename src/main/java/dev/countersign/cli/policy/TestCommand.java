package dev.countersign.cli.policy;

import dev.countersign.cli.policy.Inputs.BadInputException;
import dev.countersign.json.JsonText;
import dev.countersign.policy.Policy;
import dev.countersign.policy.PolicyErrorsException;
import dev.countersign.policy.trial.BadCaseFileException;
import dev.countersign.policy.trial.CaseFile;
import dev.countersign.policy.trial.Trial;
import dev.countersign.policy.trial.TrialAnswer;
import dev.countersign.policy.trial.TrialCall;
import java.io.PrintWriter;
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

/** {@code policy test}: decides written calls and compares with what was expected. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = "Decides the calls of case files without a server (docs/policy.md).",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every call as expected",
            "1:a call decided otherwise, or a policy with errors",
            "2:wrong words, or an unreadable file"
        })
final class TestCommand implements Callable<Integer> {

    @Parameters(arity = "2..*", paramLabel = "FILE CASES", description = "Policies, each with its case file.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--json", description = "One JSON object a call.")
    private boolean json;

    @Option(names = "--explain", description = "With --json: every step of the decision.")
    private boolean explain;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private int passed;
    private int failed;

    @Override
    public Integer call() {
        if (files.size() % 2 != 0) {
            throw new ParameterException(spec.commandLine(), "every policy needs its case file: FILE CASES");
        }
        passed = 0;
        failed = 0;
        boolean broken = false;
        for (int i = 0; i < files.size(); i += 2) {
            try {
                test(files.get(i), files.get(i + 1));
            } catch (BadInputException bad) {
                spec.commandLine().getErr().println("countersign: " + bad.getMessage());
                return 2;
            } catch (PolicyErrorsException e) {
                broken = true;
                Path file = files.get(i);
                e.problems().forEach(problem -> spec.commandLine().getErr().println(problem.in(file.toString())));
            }
        }
        if (!json) {
            spec.commandLine().getOut().println(passed + " passed, " + failed + " failed");
        }
        return broken || failed > 0 ? 1 : 0;
    }

    private void test(Path file, Path cases) throws BadInputException, PolicyErrorsException {
        CaseFile calls;
        try {
            calls = CaseFile.read(Inputs.read(cases));
        } catch (BadCaseFileException bad) {
            throw new BadInputException(cases + ": " + bad.getMessage());
        }
        Policy policy =
                Inputs.compiler().compile(Inputs.name(file), Inputs.read(file)).policy();
        Trial trial = new Trial(policy, calls.tools(), Inputs.EXPIRY);
        for (int i = 0; i < calls.calls().size(); i++) {
            TrialCall call = calls.calls().get(i);
            TrialAnswer answer = trial.decide(call);
            boolean ok = answer.fits(call);
            passed += ok ? 1 : 0;
            failed += ok ? 0 : 1;
            if (json) {
                line(file, cases, i, call, answer);
            } else if (!ok) {
                difference(cases, i, call, answer);
            }
        }
    }

    private void line(Path file, Path cases, int index, TrialCall call, TrialAnswer answer) {
        spec.commandLine()
                .getOut()
                .println("{\"file\":" + JsonText.quote(file.toString()) + ",\"cases\":"
                        + JsonText.quote(cases.toString())
                        + ",\"call\":" + index + ",\"tool\":" + JsonText.quote(call.tool()) + ",\"outcome\":\""
                        + answer.outcome() + "\",\"rule\":" + JsonText.quote(answer.rule()) + ",\"message\":"
                        + JsonText.quote(answer.message())
                        + ",\"policyVersion\":\"" + answer.explanation().policyVersion()
                        + "\",\"ok\":" + answer.fits(call)
                        + (explain ? ",\"explain\":" + answer.explanation().toJson() : "") + "}");
    }

    private void difference(Path cases, int index, TrialCall call, TrialAnswer answer) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(cases + ": call " + index + " " + call.tool() + ": expected "
                + String.join(" or ", call.expect())
                + call.rule().map(rule -> " [" + rule + "]").orElse("")
                + call.message().map(message -> " " + JsonText.quote(message)).orElse("") + ", got " + answer.outcome()
                + " [" + answer.rule() + "]"
                + (answer.message().isEmpty() ? "" : " " + JsonText.quote(answer.message())));
    }
}
