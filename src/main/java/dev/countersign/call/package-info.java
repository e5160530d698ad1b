/** The shared words: one name for one thing, typed, free of any framework. */
@org.jspecify.annotations.NullMarked
package dev.countersign.call;
