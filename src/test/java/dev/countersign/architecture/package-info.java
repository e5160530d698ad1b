/**
 * The rules of structure as tests: who may import whom (the table of ADR 2), what is forbidden everywhere, the budgets, and that the
 * pages say what the code says.
 */
@org.jspecify.annotations.NullMarked
package dev.countersign.architecture;
