/**
 * The in-memory market behind the demo exchange: balances, order books, orders, transfers. Exact decimals, one lock,
 * errors in words. Nothing is kept over a restart, and nothing here is real money.
 */
@org.jspecify.annotations.NullMarked
package dev.countersign.demo.market;
