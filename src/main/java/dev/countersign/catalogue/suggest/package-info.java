/** A policy to begin with: what the risk classes of a server's tools recommend. */
@org.jspecify.annotations.NullMarked
package dev.countersign.catalogue.suggest;
