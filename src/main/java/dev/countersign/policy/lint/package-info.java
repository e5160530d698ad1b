/** Everything that is wrong or odd about a policy file, as data: what the compiler finds, rules that never speak, tools that are not there. */
@org.jspecify.annotations.NullMarked
package dev.countersign.policy.lint;
