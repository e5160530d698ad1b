/** Policies as people deal with them: which is in force where, since when, whose change it was, what is wrong with the newest. */
@org.jspecify.annotations.NullMarked
package dev.countersign.policy.desk;
