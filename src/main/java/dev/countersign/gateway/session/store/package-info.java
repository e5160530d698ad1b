/** MCP sessions in PostgreSQL. */
@org.jspecify.annotations.NullMarked
package dev.countersign.gateway.session.store;
