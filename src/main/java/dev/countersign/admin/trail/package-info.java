/** The page of the audit trail, for auditors and admins. */
@org.jspecify.annotations.NullMarked
package dev.countersign.admin.trail;
