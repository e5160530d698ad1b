/** The gate: what policy says of a call, and what becomes of it then. */
@org.jspecify.annotations.NullMarked
package dev.countersign.gateway.gate;
