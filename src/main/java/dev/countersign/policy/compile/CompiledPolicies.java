package dev.countersign.policy.compile;

import dev.countersign.call.Digest;
import dev.countersign.policy.Policy;
import dev.countersign.policy.PolicyErrorsException;
import dev.countersign.policy.PolicyProblem;
import dev.countersign.policy.rule.CompiledPolicy.Setting;
import dev.countersign.policy.text.JsonSource;
import dev.countersign.policy.text.Problems;
import dev.countersign.policy.text.SourceNode;
import dev.countersign.policy.text.YamlSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Compiles policy files. Immutable, for any thread. */
public final class CompiledPolicies {

    private final Setting setting;

    /** A compiler for one deployment. */
    public CompiledPolicies(Setting setting) {
        this.setting = setting;
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
        boolean yaml = isYaml(fileName);
        SourceNode root = yaml ? YamlSource.read(bytes, problems) : JsonSource.read(bytes, problems);
        Optional<FileRules> rules = Dialect.of(root, yaml ? Dialect.RULES : Dialect.JSON, problems)
                .flatMap(dialect -> dialect == Dialect.JSON
                        ? new PolicyReader(problems).read(root, yaml)
                        : new RuleFileReader(problems).read(root, yaml));
        problems.throwErrors();
        Policy policy = rules.orElseThrow(
                        () -> new IllegalStateException("a policy without a problem was not compiled"))
                .policy(Digest.ofBytes(bytes).value(), setting);
        return new Compiled(policy, problems.warnings());
    }

    /** Whether a file is YAML, by its name; every other is JSON. */
    public static boolean isYaml(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }
}
