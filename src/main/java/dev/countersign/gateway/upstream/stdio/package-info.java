/**
 * Servers that are child processes: one process for each session, lines in, lines out.
 *
 * <p>Pipes are read and written on daemon threads of their own, never on an event loop. A process dies with its session, with the
 * node's shutdown, and together with everything it started.
 */
@org.jspecify.annotations.NullMarked
package dev.countersign.gateway.upstream.stdio;
