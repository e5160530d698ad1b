/** The approver's side over REST: {@code /api/v1/approvals} (outer contract, section 4). */
@org.jspecify.annotations.NullMarked
package dev.countersign.inbox.api;
