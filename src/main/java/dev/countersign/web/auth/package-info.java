/** Proofs of who is asking: bearer tokens under {@code /api}, the session cookie on pages, never the other way round. */
@org.jspecify.annotations.NullMarked
package dev.countersign.web.auth;
