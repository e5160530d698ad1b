package dev.countersign.approval.list;

import dev.countersign.call.PersonName;
import java.util.Set;

/**
 * For whom calls are sorted.
 *
 * @param approver whether the person decides at all
 * @param groups the person's
 */
public record Reader(PersonName name, boolean approver, Set<String> groups) {
    public Reader {
        groups = Set.copyOf(groups);
    }
}
