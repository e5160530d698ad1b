package dev.countersign.settings;

/**
 * A key of the configuration.
 *
 * @param value as it counts; empty when it is hidden
 * @param hidden whether the value is or may hold a secret
 * @param source where it comes from, in words
 */
public record Setting(String key, String value, boolean hidden, String source) {}
