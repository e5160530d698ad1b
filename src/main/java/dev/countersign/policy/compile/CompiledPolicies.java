package dev.countersign.policy.compile;

import dev.countersign.call.Digest;
import dev.countersign.json.DoubtfulJsonException;
import dev.countersign.json.JsonValue.JsonObject;
import dev.countersign.json.StrictJson;
import dev.countersign.policy.DoubtfulArgumentsException;
import dev.countersign.policy.Policy;
import dev.countersign.policy.PolicyErrorsException;
import dev.countersign.policy.PolicyProblem;
import dev.countersign.policy.rule.CompiledPolicy.Setting;
import dev.countersign.policy.rule.ToolRules;
import dev.countersign.policy.rule.ToolTable.Tool;
import dev.countersign.policy.text.JsonSource;
import dev.countersign.policy.text.Problems;
import dev.countersign.policy.text.SourceNode;
import dev.countersign.policy.text.YamlSource;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Compiles policy files. Immutable, for any thread. */
public final class CompiledPolicies {

    private final Setting setting;

    /** A compiler for one deployment. */
    public CompiledPolicies(Setting setting) {
        this.setting = setting;
    }

    /**
     * A compiler whose policies read arguments at level P of the security design, section 3.
     *
     * @param expiry how long a call is held whose rule does not say
     */
    public static CompiledPolicies expiringAfter(Duration expiry) {
        return new CompiledPolicies(new Setting(CompiledPolicies::arguments, expiry));
    }

    private static JsonObject arguments(byte[] utf8) throws DoubtfulArgumentsException {
        try {
            return StrictJson.parseArguments(utf8);
        } catch (DoubtfulJsonException e) {
            throw new DoubtfulArgumentsException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * A policy that can be used.
     *
     * @param warnings what its author probably did not mean, in order of position
     */
    public record Compiled(Policy policy, List<PolicyProblem> warnings) {
        public Compiled {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Compiles a file.
     *
     * @param fileName tells the syntax and stands in the messages
     * @param bytes its content; the policy's version is their SHA-256
     * @throws PolicyErrorsException with everything that is wrong with it
     */
    public Compiled compile(String fileName, byte[] bytes) throws PolicyErrorsException {
        Problems problems = new Problems(fileName);
        Optional<FileRules> rules = read(fileName, bytes, problems);
        problems.throwErrors();
        Policy policy = rules.orElseThrow(
                        () -> new IllegalStateException("a policy without a problem was not compiled"))
                .policy(Digest.ofBytes(bytes).value(), setting);
        return new Compiled(policy, problems.warnings());
    }

    private static Optional<FileRules> read(String fileName, byte[] bytes, Problems problems)
            throws PolicyErrorsException {
        boolean yaml = isYaml(fileName);
        SourceNode root = yaml ? YamlSource.read(bytes, problems) : JsonSource.read(bytes, problems);
        return Dialect.of(root, yaml ? Dialect.RULES : Dialect.JSON, problems)
                .flatMap(dialect -> dialect == Dialect.JSON
                        ? new PolicyReader(problems).read(root, yaml)
                        : new RuleFileReader(problems).read(root, yaml));
    }

    /**
     * What a file holds, for those who look at it more closely.
     *
     * @param tools the keys of {@code tools} with their own rules
     * @param all the rules for every tool
     */
    public record Parts(SourceNode root, List<Tool> tools, ToolRules all) {
        public Parts {
            tools = List.copyOf(tools);
        }
    }

    /**
     * All that the compiler has to say of a file.
     *
     * @param problems errors and warnings, in order of position
     * @param parts what it holds; empty when it cannot be used
     */
    public record Checked(List<PolicyProblem> problems, Optional<Parts> parts) {
        public Checked {
            problems = List.copyOf(problems);
        }
    }

    /** Looks at a file without using it. */
    public Checked check(String fileName, byte[] bytes) {
        Problems problems = new Problems(fileName);
        try {
            Optional<FileRules> rules = read(fileName, bytes, problems);
            List<PolicyProblem> all = Stream.concat(problems.errors().stream(), problems.warnings().stream())
                    .sorted()
                    .toList();
            return new Checked(all, problems.errors().isEmpty() ? rules.map(FileRules::parts) : Optional.empty());
        } catch (PolicyErrorsException syntax) {
            return new Checked(syntax.problems(), Optional.empty());
        }
    }

    /** Whether a file is YAML, by its name; every other is JSON. */
    public static boolean isYaml(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }
}
