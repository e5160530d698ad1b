/** Exchanges that are kept open while people decide: what is written meanwhile, and how they end. */
@org.jspecify.annotations.NullMarked
package dev.countersign.gateway.downstream.hold;
