/** Held calls on this node: who waits, when a decided call is sent, what is told. Races and ownership: {@link dev.countersign.gateway}. */
@org.jspecify.annotations.NullMarked
package dev.countersign.gateway.hold;
