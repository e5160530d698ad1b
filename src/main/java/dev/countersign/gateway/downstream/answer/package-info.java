/** Where the answers of servers go: straight to the agent, or through what has to change in them. */
@org.jspecify.annotations.NullMarked
package dev.countersign.gateway.downstream.answer;
