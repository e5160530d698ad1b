/** Policies by form: what a text says of each tool in a few words, and changes that leave the rest of the text as it stands. */
@org.jspecify.annotations.NullMarked
package dev.countersign.policy.build;
