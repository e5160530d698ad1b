/**
 * What of held streams outlives connections and nodes: which call a stream waits for, for whom, and how often it was resumed.
 *
 * <p>A stream belongs to one request of one session. At most one stream of a call is open: as soon as another exchange comes to wait
 * for the call, its earlier streams are taken and cannot be resumed any more, in the transaction that gives the call its new waiter.
 * Events are not kept: what is missed is the end of the call, which is on record, and a little in the memory of the sending node.
 */
@org.jspecify.annotations.NullMarked
package dev.countersign.gateway.stream;
