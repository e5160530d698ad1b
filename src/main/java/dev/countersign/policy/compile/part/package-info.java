/** Readers of what both dialects have: members with types, paths, conditions, limits, approval blocks. */
@org.jspecify.annotations.NullMarked
package dev.countersign.policy.compile.part;
