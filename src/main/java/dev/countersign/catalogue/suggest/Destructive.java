package dev.countersign.catalogue.suggest;

/** What a suggestion does with tools that destroy something for good. */
public enum Destructive {
    /** Nobody sees or calls them. */
    HIDE,
    /** A person is asked about each call. */
    HOLD
}
