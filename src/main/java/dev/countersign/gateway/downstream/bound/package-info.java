/** What bounds a request: the size and time of its body, and how many others there are. */
@org.jspecify.annotations.NullMarked
package dev.countersign.gateway.downstream.bound;
