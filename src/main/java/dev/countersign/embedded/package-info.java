/**
 * Kafka and PostgreSQL from one folder: a program of its own that the launcher runs beside the service when nothing else
 * is configured, and that tests run as well. The service never imports this package and never ships its libraries; it sees
 * two addresses, exactly as with an installation of one's own.
 *
 * <p>Reading order: {@link dev.countersign.embedded.Infra} (the program), {@code KafkaBroker}, {@code PostgresServer}
 * (a {@code Postmaster} after the other), {@code DataFolder} (lock, ports, password).
 *
 * <p>Theory of operation. The folder is owned by whoever holds the lock file in it, so of two programs one waits. What takes
 * several steps (unpacking, {@code initdb}, formatting Kafka) happens in a folder with another name that is renamed at the
 * end, so a kill leaves either nothing or all. Kafka lives in this JVM and dies with it; PostgreSQL is a process of its own,
 * with a guard beside it: a shell that waits on a pipe and stops PostgreSQL when this JVM is gone, however it died.
 */
@NullMarked
package dev.countersign.embedded;

import org.jspecify.annotations.NullMarked;
