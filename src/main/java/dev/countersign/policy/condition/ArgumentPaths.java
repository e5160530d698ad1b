package dev.countersign.policy.condition;

import dev.countersign.policy.condition.ArgumentPath.Step;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The texts that name a way into the arguments: {@code args.a.b} and {@code /args/a/0/b} (RFC 6901, with {@code *}). */
public final class ArgumentPaths {

    private static final String DOTTED = "args.";
    private static final String POINTER = "/args/";

    private ArgumentPaths() {}

    /** The path that a text is; empty when it is none. */
    public static Optional<ArgumentPath> parse(String text) {
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
                .map(ArgumentPaths::step)
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
