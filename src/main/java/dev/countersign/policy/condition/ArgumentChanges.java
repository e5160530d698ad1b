package dev.countersign.policy.condition;

import dev.countersign.json.JsonValue;
import dev.countersign.json.JsonValue.JsonArray;
import dev.countersign.json.JsonValue.JsonObject;
import dev.countersign.policy.condition.ArgumentPath.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where two sets of arguments differ: the order of members is no difference, another spelling of a number is one. */
public final class ArgumentChanges {

    private final List<ArgumentPath> allowed;
    private final Deque<Token> way = new ArrayDeque<>();

    private ArgumentChanges(List<ArgumentPath> allowed) {
        this.allowed = allowed;
    }

    /** One step on the way to a difference. */
    private record Token(String name, boolean index) {}

    /**
     * The first difference that lies neither at one of these paths nor below it, as a JSON Pointer (RFC 6901) into the arguments.
     *
     * @return empty when everything that differs lies there
     */
    public static Optional<String> outside(List<ArgumentPath> allowed, JsonObject before, JsonObject after) {
        return Optional.ofNullable(new ArgumentChanges(allowed).first(before, after));
    }

    private @Nullable String first(@Nullable JsonValue before, @Nullable JsonValue after) {
        if (before != null && before.equals(after)) {
            return null;
        }
        if (covered()) {
            return null;
        }
        if (before instanceof JsonObject a && after instanceof JsonObject b) {
            return inMembers(a, b);
        }
        return before instanceof JsonArray a
                        && after instanceof JsonArray b
                        && a.elements().size() == b.elements().size()
                ? inElements(a, b)
                : pointer();
    }

    private @Nullable String inMembers(JsonObject before, JsonObject after) {
        Set<String> names = new LinkedHashSet<>(before.members().keySet());
        names.addAll(after.members().keySet());
        for (String name : names) {
            String found = at(
                    new Token(name, false),
                    before.members().get(name),
                    after.members().get(name));
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private @Nullable String inElements(JsonArray before, JsonArray after) {
        for (int i = 0; i < before.elements().size(); i++) {
            String found = at(
                    new Token(Integer.toString(i), true),
                    before.elements().get(i),
                    after.elements().get(i));
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private @Nullable String at(Token token, @Nullable JsonValue before, @Nullable JsonValue after) {
        way.addLast(token);
        try {
            return first(before, after);
        } finally {
            way.removeLast();
        }
    }

    private boolean covered() {
        List<Token> here = new ArrayList<>(way);
        return allowed.stream().anyMatch(path -> leadsTo(path, here));
    }

    /** Whether the path ends here or above. */
    private static boolean leadsTo(ArgumentPath path, List<Token> here) {
        List<Step> steps = path.steps();
        if (steps.size() > here.size()) {
            return false;
        }
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            Token token = here.get(i);
            boolean fits = step.every() || (step.name().equals(token.name()) && (path.arrays() || !token.index()));
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private String pointer() {
        StringBuilder pointer = new StringBuilder();
        way.forEach(token ->
                pointer.append('/').append(token.name().replace("~", "~0").replace("/", "~1")));
        return pointer.toString();
    }
}
