/** Loads the policies that the configuration names; a bad file stops the start. */
@org.jspecify.annotations.NullMarked
package dev.countersign.policy.reload;
