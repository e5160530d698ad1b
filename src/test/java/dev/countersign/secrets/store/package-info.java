/** The master secret on a real PostgreSQL. */
@NullMarked
package dev.countersign.secrets.store;

import org.jspecify.annotations.NullMarked;
