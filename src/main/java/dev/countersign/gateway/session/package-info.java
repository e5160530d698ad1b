/**
 * MCP sessions of the stateful revisions: an id of ours for the agent, the server's own kept inside.
 *
 * <p>PostgreSQL has the truth, so that every node serves every session and a restart loses none; a node keeps what it has seen in
 * memory and asks the database again about once a minute.
 */
@org.jspecify.annotations.NullMarked
package dev.countersign.gateway.session;
