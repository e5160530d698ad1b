package dev.countersign.gateway.leg;

import dev.countersign.call.ApprovalId;

/**
 * What a state of ours says.
 *
 * @param id the hold that it names
 * @param number how many legs have ended before the one it is brought for, from 1
 */
public record Leg(ApprovalId id, int number) {}
