package dev.countersign.policy.compile.part;

import dev.countersign.json.JsonValue.JsonString;
import dev.countersign.policy.condition.ArgumentPath;
import dev.countersign.policy.condition.ArgumentPaths;
import dev.countersign.policy.text.Problems;
import dev.countersign.policy.text.Quoted;
import dev.countersign.policy.text.SourceNode;
import java.util.Optional;

/** Reads {@code args.a.b} and {@code /args/a/0/b}. */
public final class PathReader {

    private static final int MOST_SEGMENTS = 32;

    private final Problems problems;

    /** Adds what is wrong to these problems. */
    public PathReader(Problems problems) {
        this.problems = problems;
    }

    /** The path that a value is. */
    public Optional<ArgumentPath> read(SourceNode node) {
        if (!(node.value() instanceof JsonString string)) {
            problems.error(node.place(), mustStart() + ", got " + node.type());
            return Optional.empty();
        }
        Optional<ArgumentPath> path = ArgumentPaths.parse(string.value());
        if (path.isEmpty()) {
            problems.error(node.place(), mustStart() + ", got " + Quoted.of(string.value()));
        }
        return path.filter(p -> shortEnough(node, p));
    }

    private boolean shortEnough(SourceNode node, ArgumentPath path) {
        boolean fits = path.steps().size() <= MOST_SEGMENTS;
        if (!fits) {
            problems.error(node.place(), "more than " + MOST_SEGMENTS + " segments in a path");
        }
        return fits;
    }

    private static String mustStart() {
        return "path must start with \"args.\" or \"/args/\"";
    }
}
