package dev.countersign.inbox.view;

import java.util.List;

/**
 * One part of the inbox.
 *
 * @param hook name for tests and scripts
 * @param count how many there are in all, with a plus when that is not exactly known
 * @param rows of this page
 * @param next address of the next page, empty when this is the last
 */
public record Lane(
        String hook, String title, String count, String empty, List<Row> rows, String next, String nextLabel) {

    public Lane {
        rows = List.copyOf(rows);
    }
}
