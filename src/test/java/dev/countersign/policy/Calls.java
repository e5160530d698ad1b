package dev.countersign.policy;

import dev.countersign.call.AgentName;
import dev.countersign.call.RawArguments;
import dev.countersign.call.ServerName;
import dev.countersign.call.ToolCall;
import dev.countersign.call.ToolName;
import dev.countersign.json.DoubtfulJsonException;
import dev.countersign.json.JsonValue.JsonObject;
import dev.countersign.json.StrictJson;
import dev.countersign.policy.compile.CompiledPolicies;
import dev.countersign.policy.compile.CompiledPolicies.Compiled;
import dev.countersign.policy.rule.CompiledPolicy.Setting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Calls and policies for tests. */
public final class Calls {

    public static final Duration EXPIRY = Duration.ofHours(1);

    private Calls() {}

    public static Compiled compile(String fileName, byte[] bytes) throws PolicyErrorsException {
        return compiler().compile(fileName, bytes);
    }

    public static CompiledPolicies compiler() {
        return new CompiledPolicies(new Setting(Calls::arguments, EXPIRY));
    }

    /** Compiles a text in which single quotes stand for double ones. */
    public static Policy policy(String text) {
        try {
            return compile("policy.json", text.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                    .policy();
        } catch (PolicyErrorsException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    public static CallFacts call(String tool, String arguments) {
        return call("bot", tool, arguments.replace('\'', '"'), Optional.of("1"), Set.of(tool));
    }

    public static CallFacts call(
            String agent, String tool, String arguments, Optional<String> session, Set<String> listed) {
        return call(agent, tool, arguments, session, listed, Map.of());
    }

    static CallFacts call(
            String agent,
            String tool,
            String arguments,
            Optional<String> session,
            Set<String> listed,
            Map<String, ArgumentSchema> schemas) {
        ToolCall call = ToolCall.of(
                new AgentName(agent), new ServerName("bank"), new ToolName(tool), RawArguments.of(arguments), "");
        return new CallFacts(call, session, new KnownTools() {
            @Override
            public boolean lists(ToolName name) {
                return listed.contains(name.value());
            }

            @Override
            public Optional<ArgumentSchema> schema(ToolName name) {
                return Optional.ofNullable(schemas.get(name.value()));
            }
        });
    }

    static JsonObject arguments(byte[] utf8) throws DoubtfulArgumentsException {
        try {
            return StrictJson.parseArguments(utf8);
        } catch (DoubtfulJsonException e) {
            throw new DoubtfulArgumentsException(e.getMessage());
        }
    }
}
