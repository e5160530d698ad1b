package dev.countersign.policy.desk;

/**
 * Who changes a policy.
 *
 * @param name the person
 * @param via the channel, {@code rest} or {@code web}
 * @param auth method and fingerprint of the token or session, never a secret
 * @param note why, in their words; may be empty, at most 2,000 characters
 */
public record PolicyAuthor(String name, String via, String auth, String note) {

    private static final int LONGEST_NOTE = 2_000;

    public PolicyAuthor {
        note = note.length() > LONGEST_NOTE ? note.substring(0, LONGEST_NOTE) : note;
    }
}
