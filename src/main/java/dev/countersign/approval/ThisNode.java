package dev.countersign.approval;

/**
 * This life of this node.
 *
 * @param name kept in the data folder, so that a restarted node knows its former life
 * @param epoch grows with every start
 */
public record ThisNode(String name, long epoch) {}
