package dev.countersign.approval.column;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A set of group names in one column, a line each: a name has no line breaks. */
public final class GroupNames {

    private GroupNames() {}

    /** The text for the column. */
    public static String write(Set<String> groups) {
        return String.join("\n", new TreeSet<>(groups));
    }

    /** Reads what {@link #write} wrote. */
    public static Set<String> read(String column) {
        return Arrays.stream(column.split("\n", -1)).filter(g -> !g.isEmpty()).collect(Collectors.toUnmodifiableSet());
    }
}
