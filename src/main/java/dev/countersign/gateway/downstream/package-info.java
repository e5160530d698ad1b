/**
 * The agent's side: {@code /mcp/{server}}.
 *
 * <p>A request is authenticated, read whole, scanned, and passed on or judged; its answer is pumped back chunk by chunk. Everything
 * that belongs to one request runs on the event loop it came in on; {@link dev.countersign.gateway.downstream.AgentRequest} is that
 * request. Reading order: {@code McpRoute}, {@code PostHandler}, {@code CallHandler}, {@code hold.HeldStream}.
 */
@org.jspecify.annotations.NullMarked
package dev.countersign.gateway.downstream;
