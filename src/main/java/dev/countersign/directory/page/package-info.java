/** Pages of agents and people, for admins. */
@org.jspecify.annotations.NullMarked
package dev.countersign.directory.page;
