/** Proof once more before a grave decision. */
@org.jspecify.annotations.NullMarked
package dev.countersign.inbox.stepup;
