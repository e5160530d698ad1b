package dev.countersign.policy.compile.part;

import dev.countersign.json.JsonValue.JsonString;
import dev.countersign.policy.condition.ArgumentPath;
import dev.countersign.policy.condition.ArgumentPath.Step;
import dev.countersign.policy.text.Problems;
import dev.countersign.policy.text.Quoted;
import dev.countersign.policy.text.SourceNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads {@code args.a.b} and {@code /args/a/0/b}. */
public final class PathReader {

    private static final String DOTTED = "args.";
    private static final String POINTER = "/args/";
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
        Optional<ArgumentPath> path = parse(string.value());
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

    /** The path that a text is; empty when it is none. */
    static Optional<ArgumentPath> parse(String text) {
        if (text.startsWith(DOTTED)) {
            List<String> keys = split(text.substring(DOTTED.length()), "\\.");
            return keys.contains("")
                    ? Optional.empty()
                    : Optional.of(new ArgumentPath(
                            text, keys.stream().map(key -> new Step(key, false)).toList(), false));
        }
        return text.startsWith(POINTER) ? pointer(text) : Optional.empty();
    }

    private static Optional<ArgumentPath> pointer(String text) {
        List<Optional<Step>> steps = split(text.substring(POINTER.length()), "/").stream()
                .map(PathReader::step)
                .toList();
        return steps.stream().allMatch(Optional::isPresent)
                ? Optional.of(new ArgumentPath(
                        text, steps.stream().flatMap(Optional::stream).toList(), true))
                : Optional.empty();
    }

    private static List<String> split(String text, String separator) {
        return Arrays.asList(text.split(separator, -1));
    }

    /** One reference token of RFC 6901, with {@code *} for every element and {@code ~2} for a key that is a star. */
    private static Optional<Step> step(String token) {
        if (token.equals("*")) {
            return Optional.of(new Step("*", true));
        }
        if (token.equals("~2")) {
            return Optional.of(new Step("*", false));
        }
        String rest = token.replace("~0", "").replace("~1", "");
        return rest.indexOf('~') >= 0
                ? Optional.empty()
                : Optional.of(new Step(token.replace("~1", "/").replace("~0", "~"), false));
    }
}
