/** What bounds and ends exchanges, without the rest of the service. */
@org.jspecify.annotations.NullMarked
package dev.countersign.gateway.downstream.bound;
