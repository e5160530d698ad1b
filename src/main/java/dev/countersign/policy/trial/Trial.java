package dev.countersign.policy.trial;

import dev.countersign.call.AgentName;
import dev.countersign.call.RawArguments;
import dev.countersign.call.RulePointer;
import dev.countersign.call.ServerName;
import dev.countersign.call.ToolCall;
import dev.countersign.call.ToolName;
import dev.countersign.policy.CallFacts;
import dev.countersign.policy.Decision;
import dev.countersign.policy.DoubtfulArgumentsException;
import dev.countersign.policy.KnownTools;
import dev.countersign.policy.LimitClaim;
import dev.countersign.policy.Policy;
import dev.countersign.policy.explain.Explanation;
import dev.countersign.policy.store.MemoryLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Decides calls one after the other as the gateway would, and lets each have its end. Used by one thread. */
public final class Trial {

    /** The name of the server that there is not. */
    private static final ServerName SERVER = new ServerName("server");

    private final Policy policy;
    private final KnownTools tools;
    private final Duration expiry;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final MemoryLimits limits = new MemoryLimits(() -> now);
    private long calls;

    /**
     * Starts at 2026-01-01T00:00:00Z with nothing taken.
     *
     * @param expiry how long a call is held whose rule does not say
     */
    public Trial(Policy policy, KnownTools tools, Duration expiry) {
        this.policy = policy;
        this.tools = tools;
        this.expiry = expiry;
    }

    /** Decides the next call. */
    public TrialAnswer decide(TrialCall call) {
        call.at().ifPresent(at -> now = at);
        CallFacts facts = facts(call);
        Explanation why = policy.explain(facts).with(limits::used);
        try {
            Decision decision = policy.decide(facts);
            UUID id = new UUID(0, ++calls);
            Duration held = decision instanceof Decision.Hold hold
                    ? hold.terms().expiresAfter().orElse(expiry)
                    : Duration.ZERO;
            Optional<LimitClaim> full = limits.take(id, decision.claims(), held);
            if (full.isPresent()) {
                return denied(full.get().rule(), full.get().message(), why);
            }
            return decision.fold(
                    allow -> allowed(call, id, why),
                    deny -> denied(deny.rule(), deny.message(), why),
                    hold -> held(call, id, hold, why));
        } catch (DoubtfulArgumentsException doubtful) {
            return new TrialAnswer("refused", "", String.valueOf(doubtful.getMessage()), why);
        }
    }

    private CallFacts facts(TrialCall call) {
        RawArguments arguments = call.argumentsText().map(RawArguments::of).orElseGet(RawArguments::absent);
        return new CallFacts(
                ToolCall.of(new AgentName(call.who().agent()), SERVER, new ToolName(call.tool()), arguments, ""),
                Optional.of(call.who().session()),
                tools);
    }

    private TrialAnswer allowed(TrialCall call, UUID id, Explanation why) {
        sent(call, id);
        return new TrialAnswer("allow", "", "", why);
    }

    private static TrialAnswer denied(RulePointer rule, String message, Explanation why) {
        return new TrialAnswer("deny", rule.value(), message, why);
    }

    private TrialAnswer held(TrialCall call, UUID id, Decision.Hold hold, Explanation why) {
        switch (call.course().then()) {
            case "approve" -> {
                call.course().thenAt().ifPresent(at -> now = at);
                limits.touch(id);
                sent(call, id);
            }
            case "leave" -> {}
            default -> limits.giveBack(id);
        }
        return new TrialAnswer("hold", hold.terms().rule().value(), hold.terms().message(), why);
    }

    private void sent(TrialCall call, UUID id) {
        if (call.course().didNothing()) {
            limits.giveBack(id);
        }
    }

    /** Decides all calls in order. */
    public List<TrialAnswer> decide(List<TrialCall> all) {
        return all.stream().map(this::decide).toList();
    }
}
