/**
 * MCP over JSON-RPC as bytes: one strict scan finds what is judged, splices change what must change, nothing is ever written again
 * from a tree. Pure functions over arrays; no I/O, no clock, no state between messages.
 *
 * <p>Reading order: {@link dev.countersign.gateway.protocol.MessageScan}, {@link dev.countersign.gateway.protocol.Message},
 * {@link dev.countersign.gateway.protocol.Splice}. Answers of ours and filtered lists are in {@code answer}, event streams in
 * {@code sse}.
 */
@org.jspecify.annotations.NullMarked
package dev.countersign.gateway.protocol;
