/** Typed questions about the arguments of a call: paths, operators and the three results true, false and undetermined. */
@org.jspecify.annotations.NullMarked
package dev.countersign.policy.condition;
