/** The configuration that counts, as it may be shown. */
@org.jspecify.annotations.NullMarked
package dev.countersign.settings;
