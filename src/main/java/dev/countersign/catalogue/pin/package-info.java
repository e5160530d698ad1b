/** Tools that are not what was accepted: which they are, who accepts them, what happens to their calls until then. */
@org.jspecify.annotations.NullMarked
package dev.countersign.catalogue.pin;
