/** Agents and people that admins manage at run time, and the tokens made for them; what the configuration file names is read-only here. */
@org.jspecify.annotations.NullMarked
package dev.countersign.directory;
