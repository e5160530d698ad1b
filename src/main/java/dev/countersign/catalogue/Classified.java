package dev.countersign.catalogue;

import dev.countersign.call.Risk;

/**
 * What a tool can do at worst, and why we think so.
 *
 * @param risk the class
 * @param evidence one line for people: where it was read, the words that decided, the sentence
 */
public record Classified(Risk risk, String evidence) {}
