/** Servers that answer a call with a task of their own: followed to its end, so that whoever waits here gets the result. */
@org.jspecify.annotations.NullMarked
package dev.countersign.gateway.hold.follow;
