/** The secrets this deployment makes for itself: one master, everything else derived from it or wrapped by it. */
@org.jspecify.annotations.NullMarked
package dev.countersign.secrets;
