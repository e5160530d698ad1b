package dev.countersign.inbox.view;

/**
 * The form of one person for one call, or why there is none.
 *
 * @param open whether there is a form
 * @param reason why not, empty when there is nothing to say
 * @param confirm whether approving wants the box
 * @param comment what was typed before
 * @param key the same form sent twice counts once
 */
public record Decide(boolean open, String reason, boolean confirm, String comment, String key) {}
