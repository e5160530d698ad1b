package dev.countersign.approval;

import java.util.Optional;
import java.util.Set;

/**
 * Which approvals to list, newest first.
 *
 * @param statuses none means all
 * @param text searched in id, server, tool, agent, people, comments and argument text; substring, no case
 * @param limit 1 to 200
 * @param cursor where the last page ended, opaque
 */
public record ApprovalQuery(
        Set<Status> statuses,
        Optional<String> server,
        Optional<String> tool,
        Optional<String> agent,
        Optional<String> text,
        int limit,
        Optional<String> cursor) {

    public ApprovalQuery {
        statuses = Set.copyOf(statuses);
    }
}
