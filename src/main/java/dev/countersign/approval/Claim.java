package dev.countersign.approval;

import java.util.UUID;

/**
 * The single-use right to send one approved call, taken by the node that has the waiter.
 *
 * @param node the node's name
 * @param epoch which life of that node
 * @param attempt this one sending, named after the exchange that waits: an exchange sends once at most. Every later record of the
 *     sending must name the same
 */
public record Claim(String node, long epoch, UUID attempt) {}
