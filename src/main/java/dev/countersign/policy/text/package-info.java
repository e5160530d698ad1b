/** A policy file as a tree in which every key and value knows its line, column and JSON Pointer. */
@org.jspecify.annotations.NullMarked
package dev.countersign.policy.text;
