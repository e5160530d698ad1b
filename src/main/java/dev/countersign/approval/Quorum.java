package dev.countersign.approval;

import dev.countersign.call.Digest;
import dev.countersign.call.PersonName;
import java.util.List;
import java.util.Optional;

/**
 * How many approvals a call needs. Approvals count together only for the same bytes (security design, section 4).
 *
 * @param required 1 to 20
 * @param editor who does not count for bytes of their own; empty where everybody counts
 */
public record Quorum(int required, Optional<Editor> editor) {

    /**
     * Who changed the arguments under four eyes.
     *
     * @param edit what would be sent then
     */
    public record Editor(PersonName by, Digest edit) {
        private boolean is(Vote vote) {
            return vote.by().equals(by) && vote.sendDigest().equals(edit);
        }
    }

    /** Everybody counts. */
    public Quorum(int required) {
        this(required, Optional.empty());
    }

    public Quorum {
        if (required < 1 || required > 20) {
            throw new IllegalArgumentException("quorum must be a whole number from 1 to 20");
        }
    }

    /** Approving votes for exactly these bytes. */
    public int counted(List<Vote> votes, Digest sendDigest) {
        return (int) votes.stream()
                .filter(v -> v.approves() && v.sendDigest().equals(sendDigest))
                .filter(v -> editor.filter(own -> own.is(v)).isEmpty())
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
