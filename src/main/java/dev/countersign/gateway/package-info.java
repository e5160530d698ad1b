/** Between agent and server: judging, holding, releasing. */
@org.jspecify.annotations.NullMarked
package dev.countersign.gateway;
