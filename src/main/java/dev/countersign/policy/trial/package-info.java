/** Tries a policy on written calls, without a server: limits in memory, a clock that the calls set. */
@org.jspecify.annotations.NullMarked
package dev.countersign.policy.trial;
