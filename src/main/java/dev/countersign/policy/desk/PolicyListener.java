package dev.countersign.policy.desk;

/** Hears of policies that change on this node. Called on the thread that changes them: must not block or throw. */
public interface PolicyListener {

    /** A policy came into force, at the start or later. */
    void loaded(PolicyPlace place, String version);

    /** A newer text was refused, the old policy goes on. */
    void refused(PolicyPlace place);
}
