package dev.countersign.inbox.view;

/**
 * What one person can do about one call, or why nothing.
 *
 * @param open whether there is a form to decide
 * @param reason why not, empty when there is nothing to say
 * @param confirm whether approving wants the box
 * @param comment what was typed before
 * @param key the same form sent twice counts once
 * @param stepUp what has to be proved before approving, empty for nothing
 * @param takeBack whether the person may take their approval back
 * @param resolve whether the person may say what became of an unknown outcome
 */
public record Decide(
        boolean open,
        String reason,
        boolean confirm,
        String comment,
        String key,
        String stepUp,
        boolean takeBack,
        boolean resolve) {}
