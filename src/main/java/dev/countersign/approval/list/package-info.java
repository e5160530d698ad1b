/** Held calls sorted for one person, and looked back at: what the pages ask for. */
@org.jspecify.annotations.NullMarked
package dev.countersign.approval.list;
