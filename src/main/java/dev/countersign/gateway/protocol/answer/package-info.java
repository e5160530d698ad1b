/** Answers: those of the gateway's own, and what is found or changed in those of servers. Pure functions over bytes. */
@org.jspecify.annotations.NullMarked
package dev.countersign.gateway.protocol.answer;
