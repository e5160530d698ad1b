package dev.countersign.json;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The member names seen in one open object; used again for the next object of the same depth. */
final class SiblingNames {

    /** Up to here comparing one by one is faster than a set. */
    private static final int FEW = 10;

    private final List<String> few = new ArrayList<>(FEW);
    private final Set<String> many = new HashSet<>(0);

    /** Whether the name is new among its siblings. */
    boolean add(String name) {
        if (!many.isEmpty()) {
            return many.add(name);
        }
        if (few.contains(name)) {
            return false;
        }
        few.add(name);
        if (few.size() > FEW) {
            many.addAll(few);
        }
        return true;
    }

    int size() {
        return many.isEmpty() ? few.size() : many.size();
    }

    void clear() {
        few.clear();
        if (!many.isEmpty()) {
            many.clear();
        }
    }
}
