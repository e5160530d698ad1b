package dev.countersign.policy.reload;

import dev.countersign.call.AgentName;
import dev.countersign.call.ServerName;
import dev.countersign.json.DoubtfulJsonException;
import dev.countersign.json.JsonValue.JsonObject;
import dev.countersign.json.StrictJson;
import dev.countersign.policy.DoubtfulArgumentsException;
import dev.countersign.policy.NoPolicy;
import dev.countersign.policy.Policies;
import dev.countersign.policy.Policy;
import dev.countersign.policy.PolicyErrorsException;
import dev.countersign.policy.PolicyProblem;
import dev.countersign.policy.compile.CompiledPolicies;
import dev.countersign.policy.compile.CompiledPolicies.Compiled;
import dev.countersign.policy.reload.PolicySources.Source;
import dev.countersign.policy.rule.CompiledPolicy.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The policies of the files that the configuration names, read once. Immutable, for any thread. */
public final class FilePolicies implements Policies {

    private static final Logger LOGGER = Logger.getLogger(FilePolicies.class);
    private static final Policy NONE = new NoPolicy();

    /** A grant, or with no agent the server itself. */
    private record Place(ServerName server, Optional<AgentName> agent) {}

    private final Map<Place, Policy> policies = new HashMap<>();

    /**
     * Reads and compiles all files.
     *
     * @throws IllegalStateException when one cannot be used; the message holds a line for each problem of each file
     */
    public FilePolicies(PolicySources sources) {
        CompiledPolicies compiler =
                new CompiledPolicies(new Setting(FilePolicies::arguments, sources.holdExpiresAfter()));
        Map<Path, Policy> compiled = new HashMap<>();
        List<String> errors = new ArrayList<>();
        for (Source source : sources.sources()) {
            Policy policy = compiled.computeIfAbsent(
                    source.file(), file -> load(compiler, file, errors).orElse(NONE));
            policies.put(new Place(source.server(), source.agent()), policy);
        }
        if (!errors.isEmpty()) {
            throw new IllegalStateException("policies that cannot be used:\n" + String.join("\n", errors));
        }
    }

    @Override
    public Policy of(AgentName agent, ServerName server) {
        Policy own = policies.get(new Place(server, Optional.of(agent)));
        return own != null ? own : policies.getOrDefault(new Place(server, Optional.empty()), NONE);
    }

    private static Optional<Policy> load(CompiledPolicies compiler, Path file, List<String> errors) {
        try {
            Compiled compiled = compiler.compile(file.toString(), Files.readAllBytes(file));
            for (PolicyProblem warning : compiled.warnings()) {
                LOGGER.warn(warning.in(file.toString()));
            }
            return Optional.of(compiled.policy());
        } catch (PolicyErrorsException e) {
            errors.add(e.getMessage());
        } catch (IOException e) {
            errors.add(
                    file + ": the policy file cannot be read: " + e.getClass().getSimpleName());
        }
        return Optional.empty();
    }

    private static JsonObject arguments(byte[] utf8) throws DoubtfulArgumentsException {
        try {
            return StrictJson.parseArguments(utf8);
        } catch (DoubtfulJsonException e) {
            throw new DoubtfulArgumentsException(String.valueOf(e.getMessage()));
        }
    }
}
