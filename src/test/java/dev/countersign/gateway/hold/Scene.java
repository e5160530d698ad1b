package dev.countersign.gateway.hold;

import dev.countersign.approval.NewHold;
import dev.countersign.call.AgentName;
import dev.countersign.call.HoldTerms;
import dev.countersign.call.PersonName;
import dev.countersign.call.RawArguments;
import dev.countersign.call.Risk;
import dev.countersign.call.RulePointer;
import dev.countersign.call.ServerName;
import dev.countersign.call.ToolCall;
import dev.countersign.call.ToolName;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.gateway.CallRequest;
import dev.countersign.gateway.Caller;
import dev.countersign.gateway.Era;
import dev.countersign.gateway.RawMessage;
import dev.countersign.policy.CallFacts;
import dev.countersign.policy.Decision;
import dev.countersign.policy.LimitClaim;
import dev.countersign.policy.Limits;
import dev.countersign.policy.Policy;
import dev.countersign.registry.Agent;
import dev.countersign.registry.GatewaySettings;
import dev.countersign.registry.Registry;
import dev.countersign.registry.Server;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** One agent, one bank, one policy, all changeable: what the gateway's parts see in plain tests. */
final class Scene implements Registry, Catalogue, GatewaySettings, Limits {

    static final AgentName BOT = new AgentName("bot");
    static final ServerName BANK = new ServerName("bank");
    static final ToolName TRANSFER = new ToolName("transfer");

    Optional<Agent> bot = Optional.of(new Agent(BOT, new PersonName("alice"), Set.of(BANK)));
    Optional<Server> bank = Optional.of(server("http://127.0.0.1:9/mcp"));
    Optional<String> pin = Optional.of("pin-1");
    Optional<Decision.Deny> refusal = Optional.empty();
    Decision decision = new Decision.Allow(List.of());
    Optional<Duration> budget = Optional.empty();

    static Server server(String url) {
        return new Server(BANK, new Server.Http(URI.create(url), Map.of()));
    }

    static CallRequest request(boolean streaming, boolean progress) {
        ToolCall call = ToolCall.of(BOT, BANK, TRANSFER, RawArguments.of("{\"amount\":250}"), "");
        return new CallRequest(
                call,
                RawMessage.of(
                        "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"transfer\","
                                + "\"arguments\":{\"amount\":250}}}"),
                new Caller(
                        BOT,
                        BANK,
                        "7",
                        progress ? Optional.of("\"p\"") : Optional.empty(),
                        Era.LEGACY,
                        streaming,
                        Optional.empty()),
                "",
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    static HoldTerms terms() {
        return new HoldTerms(
                new RulePointer("/tools/transfer/deny_if/0"), "Money moves.", "v1", 1, Set.of(), Optional.empty());
    }

    NewHold hold(CallRequest request) {
        return new NewHold(
                request.call(),
                new PersonName("alice"),
                terms(),
                Duration.ofHours(1),
                Risk.FINANCIAL,
                pin,
                bank.orElseThrow().identity(),
                new NewHold.Parked(
                        request.caller().era().word(),
                        request.message().text(),
                        request.caller().requestId(),
                        request.caller().progressToken(),
                        "",
                        Optional.empty(),
                        Map.of()));
    }

    /** Allows what {@link #refusal} does not forbid. */
    Policy policy() {
        return new Policy() {
            @Override
            public String version() {
                return "v2";
            }

            @Override
            public Decision decide(CallFacts facts) {
                return decision;
            }

            @Override
            public Optional<Decision.Deny> refusal(CallFacts facts) {
                return refusal;
            }

            @Override
            public boolean hides(ToolName tool) {
                return false;
            }

            @Override
            public boolean hidesAnything() {
                return false;
            }

            @Override
            public boolean canHold() {
                return true;
            }
        };
    }

    ReleaseChecks checks() {
        return new ReleaseChecks(this, (agent, server) -> policy(), this);
    }

    @Override
    public Collection<Server> servers() {
        return bank.stream().toList();
    }

    @Override
    public Collection<Agent> agents() {
        return bot.stream().toList();
    }

    @Override
    public Optional<Server> server(ServerName name) {
        return bank;
    }

    @Override
    public Optional<Agent> agent(AgentName name) {
        return bot;
    }

    @Override
    public Optional<Agent> agentByToken(String bearer) {
        return Optional.empty();
    }

    @Override
    public boolean lists(ServerName server, ToolName tool) {
        return true;
    }

    @Override
    public Optional<String> pin(ServerName server, ToolName tool) {
        return pin;
    }

    @Override
    public Risk risk(ServerName server, ToolName tool) {
        return Risk.FINANCIAL;
    }

    @Override
    public boolean runsTasks(ServerName server, ToolName tool) {
        return false;
    }

    @Override
    public long changes(ServerName server) {
        return 0;
    }

    @Override
    public void listed(ServerName server, List<String> definitions) {
        // nothing is listed here
    }

    @Override
    public void seen(ServerName server, List<String> definitions) {
        // nothing is listed here
    }

    @Override
    public Duration expiresAfter() {
        return Duration.ofHours(1);
    }

    @Override
    public Optional<Duration> budget(AgentName agent, ServerName server) {
        return budget;
    }

    @Override
    public String publicUrl() {
        return "https://approvals.example.com";
    }

    @Override
    public Optional<LimitClaim> take(UUID call, List<LimitClaim> claims, Duration heldFor) {
        return Optional.empty();
    }

    @Override
    public void touch(UUID call) {
        // no limits here
    }

    @Override
    public void giveBack(UUID call) {
        // no limits here
    }
}
