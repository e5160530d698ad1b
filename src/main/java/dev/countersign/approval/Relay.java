package dev.countersign.approval;

import java.util.List;

/** Takes records to Kafka after their commit; what it loses, the sweeper of any node publishes again. */
public interface Relay {

    /** Sends the records without waiting; never fails. */
    void publish(List<OutboxRecord> records);

    /** Publishes for all nodes what a commit left unpublished; never fails. */
    void publishAgain(List<OutboxRecord> records);
}
