/** How long one exchange is held before its agent is told to come back. Tunes waiting only, never a decision. */
@org.jspecify.annotations.NullMarked
package dev.countersign.gateway.budget;
