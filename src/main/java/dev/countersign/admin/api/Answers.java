package dev.countersign.admin.api;

import dev.countersign.policy.PolicyProblem;
import dev.countersign.web.Problem;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Answers that several methods give. */
final class Answers {

    private Answers() {}

    /**
     * A problem of a policy with its place.
     *
     * @param severity {@code error} or {@code warning}
     * @param line from 1
     * @param column from 1, in UTF-16 units
     * @param pointer JSON Pointer (RFC 6901), empty for the root
     */
    public record Finding(String severity, int line, int column, String message, String pointer) {
        static Finding of(PolicyProblem problem) {
            return new Finding(
                    problem.severity().word(), problem.line(), problem.column(), problem.message(), problem.pointer());
        }
    }

    /** A policy that was refused (RFC 9457, section 3.2). */
    public record RefusedPolicy(String type, String title, int status, String detail, List<Finding> errors) {}

    static Response problem(int status, String detail) {
        return Response.status(status)
                .type(Problem.MEDIA_TYPE)
                .entity(Problem.of(status, detail))
                .build();
    }

    static Response noSuchPlace() {
        return problem(404, "There is no such server, or the agent has no grant on it.");
    }

    static Response refused(List<PolicyProblem> problems) {
        Problem problem = Problem.of(400, "The policy cannot be used; nothing was changed.");
        return Response.status(400)
                .type(Problem.MEDIA_TYPE)
                .entity(new RefusedPolicy(problem.type(), problem.title(), 400, problem.detail(), findings(problems)))
                .build();
    }

    static List<Finding> findings(List<PolicyProblem> problems) {
        return problems.stream().map(Finding::of).toList();
    }
}
