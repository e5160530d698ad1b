package dev.countersign.approval;

import dev.countersign.call.Digest;
import java.util.List;

/**
 * How many approvals a call needs. Approvals count together only for the same bytes (security design, section 4).
 *
 * @param required 1 to 20
 */
public record Quorum(int required) {

    public Quorum {
        if (required < 1 || required > 20) {
            throw new IllegalArgumentException("quorum must be a whole number from 1 to 20");
        }
    }

    /** Approving votes for exactly these bytes. */
    public int counted(List<Vote> votes, Digest sendDigest) {
        return (int) votes.stream()
                .filter(v -> v.approves() && v.sendDigest().equals(sendDigest))
                .count();
    }

    /** Whether the votes suffice to send exactly these bytes. */
    public boolean reachedBy(List<Vote> votes, Digest sendDigest) {
        return counted(votes, sendDigest) >= required;
    }
}
