package dev.countersign.approval;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What changes in a held call, as it was after one change; the rest stands in its row once.
 *
 * @param resolved whether somebody had noted what they found out
 */
public record Snapshot(List<CastVote> votes, boolean attached, Optional<Edit> edit, boolean resolved) {

    public Snapshot {
        votes = List.copyOf(votes);
    }

    /** One vote, in words. */
    public record CastVote(String by, String decision, String comment, String sendDigest, Instant at) {}

    /** Whose edit would be sent. */
    public record Edit(String digest, String by) {}

    /** Of the state after the change. */
    public static Snapshot of(List<Vote> votes, boolean attached, Optional<Edit> edit, boolean resolved) {
        return new Snapshot(
                votes.stream()
                        .map(v -> new CastVote(
                                v.by().value(),
                                v.decision().word(),
                                v.comment(),
                                v.sendDigest().value(),
                                v.at()))
                        .toList(),
                attached,
                edit,
                resolved);
    }
}
