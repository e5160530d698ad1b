/** Servers, agents and grants. */
@org.jspecify.annotations.NullMarked
package dev.countersign.registry;
