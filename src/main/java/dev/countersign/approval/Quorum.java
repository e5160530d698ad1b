package dev.countersign.approval;

import dev.countersign.call.Digest;
import java.util.List;
import java.util.Optional;

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

    /**
     * What the votes decided to send; empty while they do not suffice. At most one answer: the vote that completes a quorum is the last.
     */
    public Optional<Digest> decidedOn(List<Vote> votes) {
        return votes.stream()
                .map(Vote::sendDigest)
                .filter(digest -> reachedBy(votes, digest))
                .findFirst();
    }

    /** Whether the votes suffice to send exactly these bytes. */
    public boolean reachedBy(List<Vote> votes, Digest sendDigest) {
        return counted(votes, sendDigest) >= required;
    }
}
