package dev.countersign.policy.lint;

import dev.countersign.policy.PolicyProblem;
import dev.countersign.policy.PolicyProblem.Severity;
import dev.countersign.policy.text.Place;
import dev.countersign.policy.text.SourceNode;
import dev.countersign.policy.text.SourceNode.SourceList;
import dev.countersign.policy.text.SourceNode.SourceObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects warnings, and knows where in the file a pointer leads. Used by one thread. */
final class Warnings {

    private static final int MOST = 1_000;

    private final Map<String, SourceNode> nodes = new HashMap<>();
    private final List<PolicyProblem> all = new ArrayList<>();

    Warnings(SourceNode root) {
        index(root);
    }

    private void index(SourceNode node) {
        nodes.put(node.place().pointer(), node);
        if (node instanceof SourceObject object) {
            object.members().forEach(member -> index(member.node()));
        } else if (node instanceof SourceList list) {
            list.elements().forEach(this::index);
        }
    }

    Optional<SourceNode> at(String pointer) {
        return Optional.ofNullable(nodes.get(pointer));
    }

    /** A warning at the value that a pointer leads to. */
    void add(String pointer, String message) {
        at(pointer).ifPresent(node -> add(node.place(), message));
    }

    void add(Place place, String message) {
        if (all.size() < MOST) {
            all.add(new PolicyProblem(Severity.WARNING, place.line(), place.column(), message, place.pointer()));
        }
    }

    List<PolicyProblem> all() {
        return all;
    }
}
