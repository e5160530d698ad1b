/** The trail on a real PostgreSQL. */
@NullMarked
package dev.countersign.audit.store;

import org.jspecify.annotations.NullMarked;
