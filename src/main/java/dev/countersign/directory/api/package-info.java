/** Agents, people and tokens over REST, for admins. */
@org.jspecify.annotations.NullMarked
package dev.countersign.directory.api;
