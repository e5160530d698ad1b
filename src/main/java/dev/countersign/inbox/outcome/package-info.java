/** After the decision: an approval taken back before anything was sent, and what people find out about unknown outcomes. */
@org.jspecify.annotations.NullMarked
package dev.countersign.inbox.outcome;
