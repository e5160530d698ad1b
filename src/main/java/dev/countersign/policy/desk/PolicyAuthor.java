package dev.countersign.policy.desk;

/**
 * Who changes a policy.
 *
 * @param name the person
 * @param via the channel, {@code rest} or {@code web}
 * @param auth method and fingerprint of the token or session, never a secret
 */
public record PolicyAuthor(String name, String via, String auth) {}
