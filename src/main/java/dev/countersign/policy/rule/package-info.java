/** A compiled policy: tools, rules, conditions, limits and holds, evaluated in memory. Built by {@code policy.compile} only. */
@org.jspecify.annotations.NullMarked
package dev.countersign.policy.rule;
