package dev.countersign.gateway.hold;

import dev.countersign.approval.EditCheck;
import dev.countersign.approval.ReleaseDesk.Candidate;
import dev.countersign.approval.ReleaseDesk.FinalGate;
import dev.countersign.approval.VoidReason;
import dev.countersign.call.HoldTerms.VoteRules;
import dev.countersign.call.RawArguments;
import dev.countersign.call.ToolCall;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.json.DoubtfulJsonException;
import dev.countersign.json.JsonValue.JsonObject;
import dev.countersign.json.StrictJson;
import dev.countersign.policy.CallFacts;
import dev.countersign.policy.Decision;
import dev.countersign.policy.DoubtfulArgumentsException;
import dev.countersign.policy.Policies;
import dev.countersign.policy.Policy;
import dev.countersign.policy.condition.ArgumentChanges;
import dev.countersign.policy.condition.ArgumentPath;
import dev.countersign.policy.condition.ArgumentPaths;
import dev.countersign.registry.Agent;
import dev.countersign.registry.Registry;
import dev.countersign.registry.Server;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The final gate (architecture design, section 5), and the same questions for arguments that an approver put in: is the agent still
 * there with its grant, is the server the same, is the tool the same, does the policy in force now refuse it?
 */
@ApplicationScoped
public class ReleaseChecks implements FinalGate, EditCheck {

    private static final int LARGEST_REVIEWED = 1024 * 1024;

    private final Registry registry;
    private final Policies policies;
    private final Catalogue catalogue;

    ReleaseChecks(Registry registry, Policies policies, Catalogue catalogue) {
        this.registry = registry;
        this.policies = policies;
        this.catalogue = catalogue;
    }

    @Override
    public Optional<VoidReason> refusal(Candidate candidate) {
        Policy policy = policies.of(candidate.agent(), candidate.server());
        return changed(candidate)
                .map(reason -> new VoidReason("", reason, policy.version()))
                .or(() -> refusedBy(policy, candidate)
                        .map(deny -> new VoidReason(deny.rule().value(), deny.message(), policy.version())));
    }

    @Override
    public Optional<String> objection(Candidate candidate) {
        return unreadable(candidate.arguments())
                .or(() -> refusal(candidate).map(VoidReason::message))
                .or(() -> crossing(candidate));
    }

    @Override
    public Optional<String> notEditable(Candidate candidate, String original, VoteRules rules) {
        if (rules.forbidsEdits()) {
            return Optional.of("The rule that holds this call does not let its arguments be changed.");
        }
        return rules.edits().isEmpty()
                ? Optional.empty()
                : unreadable(candidate.arguments())
                        .or(() -> rules.edits().stream()
                                .flatMap(paths -> outside(paths, original, candidate.arguments()).stream())
                                .findFirst());
    }

    private static Optional<String> outside(Set<String> paths, String original, String edited) {
        List<ArgumentPath> allowed = paths.stream()
                .flatMap(path -> ArgumentPaths.parse(path).stream())
                .toList();
        return ArgumentChanges.outside(allowed, arguments(original), arguments(edited))
                .map(place -> "The rule that holds this call does not let " + place + " be changed, only "
                        + String.join(", ", new TreeSet<>(paths)) + ".");
    }

    private static JsonObject arguments(String text) {
        try {
            return text.isEmpty()
                    ? new JsonObject(Map.of())
                    : StrictJson.parseArguments(text.getBytes(StandardCharsets.UTF_8));
        } catch (DoubtfulJsonException doubtful) {
            throw new IllegalStateException("arguments on record were read before", doubtful);
        }
    }

    /**
     * An edit must not carry a call past the people whose rule it falls under with its new arguments: it is judged as a call of its own,
     * and may become an allowed one, or stay with the rule that held it.
     */
    private Optional<String> crossing(Candidate candidate) {
        Policy policy = policies.of(candidate.agent(), candidate.server());
        try {
            return policy.decide(facts(candidate))
                    .fold(
                            allow -> Optional.empty(),
                            deny -> Optional.of(deny.message()),
                            hold -> hold.terms().rule().equals(candidate.rule())
                                    ? Optional.empty()
                                    : Optional.of("With these arguments the rule "
                                            + hold.terms().rule()
                                            + " holds the call: deny it, so that the agent can ask with them."));
        } catch (DoubtfulArgumentsException doubtful) {
            return Optional.of("The arguments are " + doubtful.getMessage());
        }
    }

    /**
     * An agent's arguments were scanned when they came; these came from a person, and their text is put into the message as it is: it
     * must be one JSON object and nothing else, whatever the policy looks at.
     */
    private static Optional<String> unreadable(String arguments) {
        byte[] utf8 = arguments.getBytes(StandardCharsets.UTF_8);
        if (utf8.length > LARGEST_REVIEWED) {
            return Optional.of("The arguments have more than 1 MiB: too large to be reviewed.");
        }
        try {
            StrictJson.parseArguments(utf8);
            return Optional.empty();
        } catch (DoubtfulJsonException doubtful) {
            return Optional.of("The arguments cannot be sent: " + doubtful.sentence());
        }
    }

    private Optional<String> changed(Candidate candidate) {
        Optional<Agent> agent = registry.agent(candidate.agent());
        if (agent.isEmpty() || !agent.get().mayUse(candidate.server())) {
            return Optional.of("The agent may no longer use " + candidate.server() + ".");
        }
        Optional<Server> server = registry.server(candidate.server());
        if (server.isEmpty() || !server.get().identity().equals(candidate.serverIdentity())) {
            return Optional.of("The server " + candidate.server() + " was changed while the call was held.");
        }
        Optional<String> pin = catalogue.pin(candidate.server(), candidate.tool());
        if (candidate.toolPin().isPresent() && !pin.equals(candidate.toolPin())) {
            return Optional.of(
                    pin.isPresent()
                            ? "The definition of the tool was changed while the call was held."
                            : "The definition of the tool is no longer known.");
        }
        return Optional.empty();
    }

    private Optional<Decision.Deny> refusedBy(Policy policy, Candidate candidate) {
        try {
            return policy.refusal(facts(candidate));
        } catch (DoubtfulArgumentsException doubtful) {
            return Optional.of(new Decision.Deny(
                    dev.countersign.call.RulePointer.WHOLE, "The arguments are " + doubtful.getMessage()));
        }
    }

    private CallFacts facts(Candidate candidate) {
        ToolCall call = ToolCall.of(
                candidate.agent(),
                candidate.server(),
                candidate.tool(),
                candidate.hasArguments() ? RawArguments.of(candidate.arguments()) : RawArguments.absent(),
                candidate.alsoSent());
        return new CallFacts(call, Optional.empty(), catalogue.tools(candidate.server()));
    }
}
