/** The trail for auditors and admins: pages over REST, and exports that prove themselves. */
@org.jspecify.annotations.NullMarked
package dev.countersign.audit.export;
