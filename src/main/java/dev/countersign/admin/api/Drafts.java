package dev.countersign.admin.api;

import dev.countersign.admin.api.PolicyToolsApi.CallResult;
import dev.countersign.admin.api.PolicyToolsApi.TestResult;
import dev.countersign.call.ServerName;
import dev.countersign.catalogue.CatalogueEntries;
import dev.countersign.policy.Policy;
import dev.countersign.policy.PolicyErrorsException;
import dev.countersign.policy.PolicyProblem;
import dev.countersign.policy.compile.CompiledPolicies;
import dev.countersign.policy.desk.PolicyText;
import dev.countersign.policy.lint.ListedTool;
import dev.countersign.policy.lint.PolicyLint;
import dev.countersign.policy.trial.BadCaseFileException;
import dev.countersign.policy.trial.CaseFile;
import dev.countersign.policy.trial.Trial;
import dev.countersign.policy.trial.TrialAnswer;
import dev.countersign.registry.GatewaySettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Texts of policies that are not in force: checked and tried. */
@ApplicationScoped
class Drafts {

    private final CatalogueEntries catalogue;
    private final GatewaySettings settings;

    Drafts(CatalogueEntries catalogue, GatewaySettings settings) {
        this.catalogue = catalogue;
        this.settings = settings;
    }

    /** All problems; a server whose list nobody has seen yet is not compared with. */
    List<PolicyProblem> lint(ServerName server, PolicyText text) {
        List<ListedTool> tools = catalogue.of(server).stream()
                .map(entry -> new ListedTool(
                        entry.definition().name().value(), entry.definition().inputSchema()))
                .toList();
        return new PolicyLint(compiler())
                .lint(text.name(), text.bytes(), Optional.of(tools).filter(list -> !list.isEmpty()));
    }

    /** Decides the calls of a case file. */
    TestResult test(PolicyText text, byte[] cases) throws PolicyErrorsException, BadCaseFileException {
        CaseFile calls = CaseFile.read(cases);
        Policy policy = compiler().compile(text.name(), text.bytes()).policy();
        List<TrialAnswer> answers = new Trial(policy, calls.tools(), settings.expiresAfter()).decide(calls.calls());
        List<CallResult> results = IntStream.range(0, answers.size())
                .mapToObj(i -> CallResult.of(i, calls.calls().get(i), answers.get(i)))
                .toList();
        int passed = (int) results.stream().filter(CallResult::ok).count();
        return new TestResult(passed, results.size() - passed, results);
    }

    private CompiledPolicies compiler() {
        return CompiledPolicies.expiringAfter(settings.expiresAfter());
    }
}
