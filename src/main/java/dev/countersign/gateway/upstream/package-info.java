/**
 * The way to servers: one {@link Upstream} for each transport, and the sending of released calls.
 *
 * <p>Everything that belongs to one exchange runs on the event loop that started it; bytes are passed on, never written again.
 */
@org.jspecify.annotations.NullMarked
package dev.countersign.gateway.upstream;
