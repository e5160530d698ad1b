/** The held call: its states, the commands that move it, and the one service that decides. */
@org.jspecify.annotations.NullMarked
package dev.countersign.approval;
