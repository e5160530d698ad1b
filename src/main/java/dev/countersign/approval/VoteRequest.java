package dev.countersign.approval;

import dev.countersign.call.ApprovalId;
import dev.countersign.call.PersonName;
import java.util.Optional;

/**
 * A person's wish to decide, as every channel hands it over.
 *
 * @param digest the digest that was shown to the person
 * @param comment empty for none, at most 2,000 characters
 * @param argumentsText other arguments to be sent instead, exact text
 * @param idempotencyKey the same key with the same body is answered as the first time
 * @param fingerprint of the request's body, to tell the same body from another under one key
 */
public record VoteRequest(
        ApprovalId id,
        PersonName by,
        VoteDecision decision,
        String digest,
        String comment,
        Optional<String> argumentsText,
        Channel via,
        String auth,
        Optional<String> idempotencyKey,
        String fingerprint) {}
