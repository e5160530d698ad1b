/**
 * Legs of a held call in the 2026 era (protocol design, section 12): when a client's patience ends before the approver's, it is asked
 * to come back with a state that names the hold. The state grants nothing: who brings it may wait, and hears what is on record.
 */
@org.jspecify.annotations.NullMarked
package dev.countersign.gateway.leg;
