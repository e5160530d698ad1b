package dev.countersign.secrets;

import java.util.Locale;

/** What a derived key is for. One key per purpose, so that no signature of one kind passes as another. */
public enum Purpose {
    /** Authenticates the envelopes of the Kafka topics. */
    ENVELOPE_MAC,
    /** Signs what pages carry: CSRF tokens, login state, cursors. */
    PAGE_TOKENS,
    /** Makes hidden values comparable without telling them ({@code tag 1f3a9c0b}). */
    REDACTION_TAG,
    /** Protects {@code requestState} that travels through the agent. */
    REQUEST_STATE,
    /** Fingerprints the bodies of requests that carry an {@code Idempotency-Key}. */
    IDEMPOTENCY,
    /** Fingerprints tokens and sessions in the audit trail. */
    FINGERPRINT,
    /** Encrypts small secrets at rest. */
    AT_REST;

    /** The label the key is derived with; changing it changes the key. */
    String label() {
        return "countersign/" + name().toLowerCase(Locale.ROOT).replace('_', '-') + "/v1";
    }
}
