package dev.countersign.approval;

/** Whether this node may still believe in its own lease. */
@FunctionalInterface
public interface Liveness {

    /** By the monotonic clock: false after a pause that may have cost the lease. */
    boolean sure();
}
