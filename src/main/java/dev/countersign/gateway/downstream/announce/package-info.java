/** What the gateway itself has to say on streams of the server: that a list of tools has changed. */
@org.jspecify.annotations.NullMarked
package dev.countersign.gateway.downstream.announce;
