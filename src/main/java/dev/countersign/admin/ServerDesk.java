package dev.countersign.admin;

import dev.countersign.call.AgentName;
import dev.countersign.call.RawArguments;
import dev.countersign.call.ServerName;
import dev.countersign.call.ToolCall;
import dev.countersign.call.ToolName;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.CatalogueEntries;
import dev.countersign.catalogue.CatalogueEntry;
import dev.countersign.catalogue.ToolDefinition;
import dev.countersign.catalogue.pin.ChangedTool;
import dev.countersign.catalogue.pin.PinRule;
import dev.countersign.catalogue.pin.PinRules;
import dev.countersign.catalogue.pin.ToolAcceptance;
import dev.countersign.catalogue.suggest.Destructive;
import dev.countersign.catalogue.suggest.SuggestedRule;
import dev.countersign.catalogue.suggest.Suggestion;
import dev.countersign.json.JsonValue.JsonObject;
import dev.countersign.policy.CallFacts;
import dev.countersign.policy.Limits;
import dev.countersign.policy.Policies;
import dev.countersign.policy.Policy;
import dev.countersign.policy.desk.PolicyPlace;
import dev.countersign.policy.explain.Explanation;
import dev.countersign.policy.explain.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is known and said of the tools of a server. Blocking; changes nothing. */
@ApplicationScoped
public class ServerDesk {

    /** Stands for any agent whose grant has no policy of its own. */
    private static final AgentName ANY = new AgentName("agent");

    private final CatalogueEntries entries;
    private final Catalogue catalogue;
    private final ToolAcceptance acceptance;
    private final PinRules pins;
    private final Policies policies;
    private final Limits limits;

    ServerDesk(
            CatalogueEntries entries,
            Catalogue catalogue,
            ToolAcceptance acceptance,
            PinRules pins,
            Policies policies,
            Limits limits) {
        this.entries = entries;
        this.catalogue = catalogue;
        this.acceptance = acceptance;
        this.pins = pins;
        this.policies = policies;
        this.limits = limits;
    }

    /** The tools by name, as the policy of a place treats them; those that are gone are among them. */
    public List<ToolView> tools(PolicyPlace place) {
        return tools(place, policy(place));
    }

    /** The tools by name, as a policy would treat them if it were in force at the place. */
    public List<ToolView> tools(PolicyPlace place, Policy policy) {
        List<CatalogueEntry> known = entries.of(place.server());
        Map<String, ChangedTool> changes = new HashMap<>();
        acceptance.changed(place.server()).forEach(c -> changes.put(c.tool().value(), c));
        Map<String, SuggestedRule> rules = new HashMap<>();
        Suggestion.of(definitions(known), Destructive.HIDE).rules().forEach(rule -> rules.put(rule.tool(), rule));
        return known.stream()
                .map(entry -> {
                    ToolName name = entry.definition().name();
                    return new ToolView(
                            entry,
                            policy.risk(name).orElse(entry.classified().risk()),
                            verdict(place.server(), policy, entry),
                            Optional.ofNullable(changes.get(name.value())),
                            Optional.ofNullable(rules.get(name.value())).orElseThrow());
                })
                .toList();
    }

    private Policy policy(PolicyPlace place) {
        return place.agent()
                .map(agent -> policies.of(agent, place.server()))
                .orElseGet(() -> policies.of(place.server()));
    }

    private Verdict verdict(ServerName server, Policy policy, CatalogueEntry entry) {
        Verdict verdict = policy.outlook(entry.definition().name(), catalogue.tools(server));
        PinRule rule = entry.changed() ? pins.of(server) : PinRule.OFF;
        Verdict least = switch (rule) {
            case OFF -> Verdict.ALLOW;
            case HOLD -> Verdict.HOLD;
            case DENY -> Verdict.DENY;
        };
        return verdict.compareTo(least) >= 0 ? verdict : least;
    }

    /** The tools that another policy would treat differently from the one in force, by name. */
    public List<VerdictChange> changes(PolicyPlace place, Policy other) {
        Policy now = policy(place);
        return listed(place.server()).stream()
                .map(entry -> new VerdictChange(
                        entry.definition().name().value(),
                        verdict(place.server(), now, entry),
                        verdict(place.server(), other, entry)))
                .filter(change -> change.was() != change.now())
                .toList();
    }

    /** What a tool says of its arguments. */
    public Optional<JsonObject> schema(ServerName server, String tool) {
        return listed(server).stream()
                .filter(entry -> entry.definition().name().value().equals(tool))
                .findFirst()
                .flatMap(entry -> entry.definition().inputSchema());
    }

    /** The names of its tools. */
    public List<String> names(ServerName server) {
        return listed(server).stream()
                .map(entry -> entry.definition().name().value())
                .toList();
    }

    /** The definitions of its tools as a {@code tools/list} result, members sorted. */
    public String definitions(ServerName server) {
        return definitions(listed(server)).stream()
                .map(ToolDefinition::text)
                .collect(Collectors.joining(",", "{\"tools\":[", "]}"));
    }

    /** A policy to begin with. */
    public Suggestion suggestion(ServerName server, Destructive destructive) {
        return Suggestion.of(definitions(listed(server)), destructive);
    }

    private static List<ToolDefinition> definitions(List<CatalogueEntry> known) {
        return known.stream().map(CatalogueEntry::definition).toList();
    }

    private List<CatalogueEntry> listed(ServerName server) {
        return entries.of(server).stream()
                .filter(entry -> entry.gone().isEmpty())
                .toList();
    }

    /** What would become of a call now, and why. Nothing happens, and no place in a limit is taken. */
    public Explanation explain(PolicyPlace place, ToolName tool, RawArguments arguments) {
        return explain(place, policy(place), tool, arguments);
    }

    /** What would become of a call if this policy were in force at the place. Nothing happens. */
    public Explanation explain(PolicyPlace place, Policy policy, ToolName tool, RawArguments arguments) {
        ToolCall call = ToolCall.of(place.agent().orElse(ANY), place.server(), tool, arguments, "");
        return policy.explain(new CallFacts(call, Optional.empty(), catalogue.tools(place.server())))
                .with(limits::used);
    }

    /** How many tools of a server are known, and how many of them are not what was accepted. */
    Counts counts(ServerName server) {
        List<CatalogueEntry> known = listed(server);
        return new Counts(known.size(), (int)
                known.stream().filter(CatalogueEntry::changed).count());
    }

    record Counts(int tools, int changed) {}
}
