/** Who a person is and what they may do. */
@org.jspecify.annotations.NullMarked
package dev.countersign.identity;
