/** What stands in one column as text: sets of names, snapshots, rules of votes. Written by the store, read by the views, too. */
@org.jspecify.annotations.NullMarked
package dev.countersign.approval.column;
