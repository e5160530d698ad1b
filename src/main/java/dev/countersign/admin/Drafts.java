package dev.countersign.admin;

import dev.countersign.call.ServerName;
import dev.countersign.catalogue.CatalogueEntries;
import dev.countersign.policy.Policy;
import dev.countersign.policy.PolicyErrorsException;
import dev.countersign.policy.PolicyProblem;
import dev.countersign.policy.compile.CompiledPolicies;
import dev.countersign.policy.desk.PolicyText;
import dev.countersign.policy.lint.ListedTool;
import dev.countersign.policy.lint.PolicyLint;
import dev.countersign.policy.trial.CaseFile;
import dev.countersign.policy.trial.Trial;
import dev.countersign.policy.trial.TrialAnswer;
import dev.countersign.registry.GatewaySettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Texts of policies that are not in force: checked and tried. */
@ApplicationScoped
public class Drafts {

    private final CatalogueEntries catalogue;
    private final GatewaySettings settings;

    Drafts(CatalogueEntries catalogue, GatewaySettings settings) {
        this.catalogue = catalogue;
        this.settings = settings;
    }

    /** All problems; a server whose list nobody has seen yet is not compared with. */
    public List<PolicyProblem> lint(ServerName server, PolicyText text) {
        List<ListedTool> tools = catalogue.of(server).stream()
                .map(entry -> new ListedTool(
                        entry.definition().name().value(), entry.definition().inputSchema()))
                .toList();
        return new PolicyLint(compiler())
                .lint(text.name(), text.bytes(), Optional.of(tools).filter(list -> !list.isEmpty()));
    }

    /** Decides the calls of a case file in order. */
    public List<TrialAnswer> test(PolicyText text, CaseFile cases) throws PolicyErrorsException {
        return new Trial(compiled(text), cases.tools(), settings.expiresAfter()).decide(cases.calls());
    }

    /** The policy that a text would be. */
    public Policy compiled(PolicyText text) throws PolicyErrorsException {
        return compiler().compile(text.name(), text.bytes()).policy();
    }

    private CompiledPolicies compiler() {
        return CompiledPolicies.expiringAfter(settings.expiresAfter());
    }
}
