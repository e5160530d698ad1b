/** Everything that was decided or ended: searched, filtered, taken along as a file. */
@org.jspecify.annotations.NullMarked
package dev.countersign.inbox.history;
