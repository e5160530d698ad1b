package dev.countersign.approval;

import dev.countersign.call.ApprovalId;

/**
 * A record that waits to be published: written in the transaction of the change, published after its commit.
 *
 * @param seq the row's number, to mark it published
 * @param topic the topic's name without prefix, for instance {@code decisions}
 * @param type the envelope's type
 * @param value the whole envelope as JSON text
 */
public record OutboxRecord(long seq, Topic topic, ApprovalId id, String type, long version, String value) {}
