/** The configuration that counts, over REST. */
@org.jspecify.annotations.NullMarked
package dev.countersign.settings.api;
