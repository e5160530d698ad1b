package dev.countersign.policy.text;

import org.jspecify.annotations.Nullable;

/**
 * Where a key or value stands in a policy file.
 *
 * <p>The pointer is put together only when somebody asks: a file of long keys would else hold each of them many times over.
 */
public final class Place {

    private final @Nullable Place parent;
    private final String segment;
    private final int line;
    private final int column;

    private Place(@Nullable Place parent, String segment, int line, int column) {
        this.parent = parent;
        this.segment = segment;
        this.line = line;
        this.column = column;
    }

    /** The root of a tree. */
    static Place root(int line, int column) {
        return new Place(null, "", line, column);
    }

    /** A member or element of the value that stands here. */
    Place child(String childSegment, int childLine, int childColumn) {
        return new Place(this, childSegment, childLine, childColumn);
    }

    /** From 1. */
    public int line() {
        return line;
    }

    /** From 1, in UTF-16 units. */
    public int column() {
        return column;
    }

    /** The JSON Pointer (RFC 6901) of this value, empty for the root. */
    public String pointer() {
        StringBuilder pointer = new StringBuilder();
        appendTo(pointer);
        return pointer.toString();
    }

    private void appendTo(StringBuilder pointer) {
        if (parent != null) {
            parent.appendTo(pointer);
            pointer.append('/').append(segment.replace("~", "~0").replace("/", "~1"));
        }
    }

    @Override
    public String toString() {
        return line + ":" + column;
    }
}
