/**
 * Checks an export of the audit trail with nothing but the file: no service, no database, no secret. Written from
 * {@code docs/audit.md} and not from the code that writes exports, with which it shares nothing. Start with
 * {@link dev.countersign.audit.verify.Verifier}.
 */
@org.jspecify.annotations.NullMarked
package dev.countersign.audit.verify;
