/** Keeps policies in force: files that the configuration names and what admins put in, loaded, watched, swapped whole. */
@org.jspecify.annotations.NullMarked
package dev.countersign.policy.reload;
