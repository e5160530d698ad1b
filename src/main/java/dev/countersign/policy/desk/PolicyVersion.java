package dev.countersign.policy.desk;

import java.time.Instant;

/**
 * One policy that was in force at a place, newest first in a history.
 *
 * @param id names it in the archive
 * @param author the person who put it there; empty for a file
 * @param note why, in the words of the author; may be empty
 * @param at by the database's clock
 */
public record PolicyVersion(
        long id, String version, PolicyState.Source source, String author, String note, Instant at) {}
