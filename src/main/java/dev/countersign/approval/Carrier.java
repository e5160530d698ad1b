package dev.countersign.approval;

/** Whether Kafka carries records for this node: without it a new call could not become decidable, so none is taken in. */
@FunctionalInterface
public interface Carrier {

    /** False as soon as Kafka is known to be away, or this node does not read it yet. Never blocks. */
    boolean carries();
}
