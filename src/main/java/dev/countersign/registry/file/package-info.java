/** The configuration file: read once at the start, checked whole, and never changed by a request. */
@org.jspecify.annotations.NullMarked
package dev.countersign.registry.file;
