package dev.countersign.approval;

import dev.countersign.call.Digest;
import dev.countersign.call.PersonName;
import java.time.Instant;

/**
 * One person's recorded vote.
 *
 * @param sendDigest the digest of what would be sent: the call's own, or that of edited arguments
 * @param at the database's time
 */
public record Vote(
        PersonName by, VoteDecision decision, String comment, Digest sendDigest, Channel via, String auth, Instant at) {

    public boolean approves() {
        return decision == VoteDecision.APPROVE;
    }
}
