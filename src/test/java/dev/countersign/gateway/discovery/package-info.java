/** What the gateway finds out about servers by itself. */
@org.jspecify.annotations.NullMarked
package dev.countersign.gateway.discovery;
