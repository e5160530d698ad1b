package dev.countersign.policy.schema;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.countersign.json.JsonValue;
import dev.countersign.json.JsonValue.JsonArray;
import dev.countersign.json.JsonValue.JsonObject;
import dev.countersign.policy.ArgumentSchema;
import dev.countersign.policy.condition.RepeatBound;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The {@code inputSchema} of a tool (policy design, step 5 of section 4). It comes from the server, which may mean ill: nothing is
 * fetched, references stay inside, depth and work are bounded, patterns are RE2. What it does not understand it ignores: the server
 * still checks. Immutable but for a cache, for any thread.
 */
public final class InputSchema implements ArgumentSchema {

    private static final int LONGEST_PATTERN = 1_024;
    private static final long LARGEST_PROGRAM = 20_000;

    private final JsonObject root;
    private final Map<String, Optional<Pattern>> patterns = new ConcurrentHashMap<>();

    private InputSchema(JsonObject root) {
        this.root = root;
    }

    /** The schema that this value is. */
    public static InputSchema of(JsonObject schema) {
        return new InputSchema(schema);
    }

    @Override
    public Optional<String> mismatch(JsonObject arguments) {
        return Optional.ofNullable(new SchemaWalk(this).check(root, arguments, ArgumentPointer.ROOT, 0));
    }

    /** What a {@code $ref} names; {@code null} when it does not stand in this schema. */
    @Nullable
    JsonValue target(String reference) {
        if (!reference.equals("#") && !reference.startsWith("#/")) {
            return null;
        }
        JsonValue at = root;
        for (String token :
                reference.equals("#") ? new String[0] : reference.substring(2).split("/", -1)) {
            at = child(at, token.replace("~1", "/").replace("~0", "~"));
            if (at == null) {
                return null;
            }
        }
        return at;
    }

    private static @Nullable JsonValue child(JsonValue of, String name) {
        if (of instanceof JsonObject object) {
            return object.members().get(name);
        }
        boolean index = of instanceof JsonArray && name.matches("[0-9]{1,6}");
        return index
                        && of instanceof JsonArray array
                        && Integer.parseInt(name) < array.elements().size()
                ? array.elements().get(Integer.parseInt(name))
                : null;
    }

    /** The pattern of a text that RE2 can read. */
    Optional<Pattern> pattern(String text) {
        return patterns.computeIfAbsent(text, InputSchema::compiled);
    }

    private static Optional<Pattern> compiled(String text) {
        try {
            return text.length() > LONGEST_PATTERN || RepeatBound.of(text) > LARGEST_PROGRAM
                    ? Optional.empty()
                    : Optional.of(Pattern.compile(text));
        } catch (PatternSyntaxException e) {
            return Optional.empty(); // of another dialect of regular expressions
        }
    }
}
