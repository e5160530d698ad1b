/** What tools servers offer: definitions, their pins, their risk classes. */
@org.jspecify.annotations.NullMarked
package dev.countersign.catalogue;
