package dev.countersign.approval;

import java.util.Optional;

/**
 * What is known of a call after its release began.
 *
 * @param isError the server said so, or it was provably not sent
 * @param sent false: certainly no byte of the call left
 * @param text in words, for people
 * @param response the server's JSON-RPC response as text, kept to be delivered; empty when there is none
 */
public record Outcome(boolean isError, boolean sent, String text, Optional<String> response) {}
