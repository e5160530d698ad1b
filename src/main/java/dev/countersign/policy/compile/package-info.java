/** Turns the tree of a policy file into a compiled policy, or into a list of everything that is wrong with the file. */
@org.jspecify.annotations.NullMarked
package dev.countersign.policy.compile;
