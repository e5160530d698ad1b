/** The embedded Kafka and PostgreSQL, killed and started again. */
@NullMarked
package dev.countersign.embedded;

import org.jspecify.annotations.NullMarked;
