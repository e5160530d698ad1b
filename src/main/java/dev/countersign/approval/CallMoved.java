package dev.countersign.approval;

import dev.countersign.call.ServerName;
import java.time.Duration;
import java.util.Optional;

/**
 * A held call has a new state. Told on the node that moved it, once, after the commit: whoever counts these over all nodes counts each
 * move once.
 *
 * @param from empty for a new call
 * @param age since the call was parked, by the database's clock
 */
public record CallMoved(ServerName server, Optional<Status> from, Status to, Duration age) {}
