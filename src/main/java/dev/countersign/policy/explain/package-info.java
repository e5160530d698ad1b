/** Why a call is judged as it is: every step with its rule, conditions, types and results, and no value of an argument. */
@org.jspecify.annotations.NullMarked
package dev.countersign.policy.explain;
