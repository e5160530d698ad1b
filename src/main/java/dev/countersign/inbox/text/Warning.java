package dev.countersign.inbox.text;

/**
 * Something that a reader should look at twice.
 *
 * @param before our words
 * @param quoted what it is about
 * @param after our words
 */
public record Warning(String before, ShownText quoted, String after) {}
