package dev.countersign.audit;

import java.util.UUID;

/**
 * A signed statement that the log had this link at this number.
 *
 * @param at when it was signed, as signed
 * @param sig base64
 */
public record Checkpoint(long seq, String link, String at, String keyId, String sig) {

    private static final String DOMAIN = "countersign-audit-checkpoint-v1";

    /** Signs a place in the chain. */
    public static Checkpoint sign(SigningKey key, Chain chain, String at) {
        String sig = key.sign(text(chain.logId(), chain.seq(), chain.link(), at));
        return new Checkpoint(chain.seq(), chain.link(), at, key.id(), sig);
    }

    /** What is signed. */
    static String text(UUID logId, long seq, String link, String at) {
        return DOMAIN + "\n" + logId + "\n" + seq + "\n" + link + "\n" + at + "\n";
    }
}
