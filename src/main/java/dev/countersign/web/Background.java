package dev.countersign.web;

import org.jspecify.annotations.Nullable;

/** Marks what a page's script fetches by itself: it keeps no session alive and is not led to the login. */
public final class Background {

    /** Header of such requests; another site cannot set it. */
    public static final String HEADER = "X-Countersign-Background";

    private Background() {}

    static boolean is(@Nullable String header) {
        return header != null;
    }
}
