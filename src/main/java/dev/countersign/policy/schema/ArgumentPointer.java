package dev.countersign.policy.schema;

import org.jspecify.annotations.Nullable;

/** Where in the arguments a value stands; put together only when somebody has to read it. */
record ArgumentPointer(@Nullable ArgumentPointer parent, String segment) {

    static final ArgumentPointer ROOT = new ArgumentPointer(null, "");

    private static final int LONGEST = 128;

    ArgumentPointer child(String name) {
        return new ArgumentPointer(this, name);
    }

    /** The pointer and what is wrong there; a long pointer ends in an ellipsis. */
    String says(String what) {
        StringBuilder text = new StringBuilder();
        appendTo(text);
        if (text.codePointCount(0, text.length()) > LONGEST) {
            text.setLength(text.offsetByCodePoints(0, LONGEST));
            text.append('…');
        }
        return (text.isEmpty() ? "the arguments" : text) + " " + what;
    }

    private void appendTo(StringBuilder text) {
        if (parent != null) {
            parent.appendTo(text);
            text.append('/').append(segment.replace("~", "~0").replace("/", "~1"));
        }
    }
}
