package dev.countersign.audit;

import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/** The sealed part of the trail, for reading. Every method blocks and must be called outside a transaction. */
public interface AuditTrail {

    /**
     * Numbers and chains everything that is committed by now and signs a checkpoint behind it.
     *
     * @return the place in the chain up to which the trail is complete
     * @throws RuntimeException when the audit key or the database is not available: nothing may be called whole then
     */
    Chain seal();

    /** The id of the log, made once. */
    UUID logId();

    /** Entries of one page, newest first. */
    Page page(AuditFilter filter, OptionalLong before, int limit);

    /** Entries after one number up to another, in order, each marked by whether the filter takes it. */
    List<Line> lines(long after, long upTo, AuditFilter filter, int limit);

    /** Checkpoints after one number up to another, in order. */
    List<Checkpoint> checkpoints(long after, long upTo);

    /** The public keys, oldest first. */
    List<PublicKey> keys();

    /** The key that signs now. */
    SigningKey signingKey();

    /** The last checkpoint and the number of entries: what the audit page shows as the head of the chain. */
    Head head();

    /**
     * One entry as stored.
     *
     * @param text the JSON line without its line feed
     * @param taken whether the filter takes it
     */
    record Line(long seq, String text, boolean taken) {}

    /**
     * One page.
     *
     * @param next what to give as {@code before} for the next page; empty on the last one
     */
    record Page(List<Line> lines, OptionalLong next) {
        public Page {
            lines = List.copyOf(lines);
        }
    }

    /**
     * A public key.
     *
     * @param publicKey base64 of the 32 raw bytes
     * @param from the first entry it may sign for
     */
    record PublicKey(String id, String publicKey, long from) {}

    /**
     * The head of the chain.
     *
     * @param entries how many are sealed
     * @param unsealed how many wait to be sealed
     * @param checkpoint number of the last signed entry, 0 before the first
     */
    record Head(UUID logId, long entries, String link, long unsealed, long checkpoint) {}
}
