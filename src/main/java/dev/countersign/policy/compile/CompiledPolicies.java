package dev.countersign.policy.compile;

import dev.countersign.call.Digest;
import dev.countersign.policy.Policy;
import dev.countersign.policy.PolicyErrorsException;
import dev.countersign.policy.PolicyProblem;
import dev.countersign.policy.rule.CompiledPolicy;
import dev.countersign.policy.rule.CompiledPolicy.Setting;
import dev.countersign.policy.text.JsonSource;
import dev.countersign.policy.text.Problems;
import dev.countersign.policy.text.SourceNode;
import java.util.List;
import java.util.Locale;

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
        SourceNode root = JsonSource.read(json(fileName, bytes, problems), problems);
        String version = Digest.ofBytes(bytes).value();
        boolean json = Dialect.isJson(root, problems);
        CompiledPolicy policy =
                json ? new PolicyReader(problems).read(root, version, setting).orElse(null) : null;
        problems.throwErrors();
        if (policy == null) {
            throw new IllegalStateException("a policy without a problem was not compiled");
        }
        return new Compiled(policy, problems.warnings());
    }

    private static byte[] json(String fileName, byte[] bytes, Problems problems) throws PolicyErrorsException {
        String name = fileName.toLowerCase(Locale.ROOT);
        if (name.endsWith(".yaml") || name.endsWith(".yml")) {
            throw problems.unreadable("YAML policies are not supported yet: write the policy as JSON");
        }
        return bytes;
    }
}
