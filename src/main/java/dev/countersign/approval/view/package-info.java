/** Held calls as people see them: queries over the rows, and the feed of changes. */
@org.jspecify.annotations.NullMarked
package dev.countersign.approval.view;
