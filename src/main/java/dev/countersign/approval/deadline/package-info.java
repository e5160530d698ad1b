/** What happens to held calls by the clock: expiry, dead claims, records that never came back, leases. */
@org.jspecify.annotations.NullMarked
package dev.countersign.approval.deadline;
