/** What tests of both transports share. */
@org.jspecify.annotations.NullMarked
package dev.countersign.gateway.upstream;
