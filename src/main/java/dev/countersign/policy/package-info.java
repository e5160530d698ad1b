/** What a policy says of one call: compiled rules, evaluated in memory, explained by rule pointers. */
@org.jspecify.annotations.NullMarked
package dev.countersign.policy;
