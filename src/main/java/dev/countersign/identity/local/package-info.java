/** The people of the configuration: their tokens and passwords. */
@org.jspecify.annotations.NullMarked
package dev.countersign.identity.local;
