/** The page of settings: one's own, and for admins the configuration that counts. */
@org.jspecify.annotations.NullMarked
package dev.countersign.settings.page;
