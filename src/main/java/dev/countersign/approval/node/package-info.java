/** This node: its name, its life and lease, and the places where a test may end it. */
@org.jspecify.annotations.NullMarked
package dev.countersign.approval.node;
