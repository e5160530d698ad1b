/**
 * Tasks of the gateway's own (protocol design, section 11): a handle that waits for a held call without a connection.
 *
 * <p>Reading order: {@code Task}, {@code Tasks} (making, looking, cancelling), {@code TaskWaiter} (what waits for the call on this node),
 * {@code TaskCare} (what is done when a node has died), {@code SentTasks} (calls that need no decision). A task decides nothing: how
 * its call stands is read from the record of the call each time.
 */
@org.jspecify.annotations.NullMarked
package dev.countersign.gateway.task;
