/** Headers of a modern request that repeat its body. */
@org.jspecify.annotations.NullMarked
package dev.countersign.gateway.protocol.header;
