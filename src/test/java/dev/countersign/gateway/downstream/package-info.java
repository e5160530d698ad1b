/** The endpoint against real servers, with a gate that the tests decide. */
@org.jspecify.annotations.NullMarked
package dev.countersign.gateway.downstream;
