/** Texts of MCP's tasks in both shapes: what offers them, what asks for them, what tells of them. Pure functions over bytes. */
@org.jspecify.annotations.NullMarked
package dev.countersign.gateway.protocol.task;
