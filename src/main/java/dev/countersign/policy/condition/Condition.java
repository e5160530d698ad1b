package dev.countersign.policy.condition;

import dev.countersign.json.JsonValue;
import dev.countersign.json.JsonValue.JsonNull;
import dev.countersign.json.JsonValue.JsonObject;
import dev.countersign.policy.text.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question about the arguments of a call. Undetermined never helps the caller: it counts as true where the rule refuses or
 * holds, and as false where the rule demands.
 */
public sealed interface Condition {

    /** Whether it counts as true in {@code deny_if}. */
    boolean holdsAgainst(JsonObject arguments);

    /** Whether it counts as true in {@code require}. */
    boolean isMetBy(JsonObject arguments);

    /** Where it looks. */
    ArgumentPath path();

    /** Which one it is. */
    Label label();

    /**
     * What it finds, for people who ask why.
     *
     * @param against whether it stands in {@code deny_if}: of several values the one that speaks against the caller counts
     */
    Found examine(JsonObject arguments, boolean against);

    /** A condition of a file, for explanations. */
    record Label(Place place, String op) {
        /** Where it stands. */
        public String pointer() {
            return place.pointer();
        }
    }

    /**
     * What a condition found.
     *
     * @param type of the value that decided: a JSON type, or {@code missing}
     */
    record Found(String type, Truth result) {
        static final String MISSING = "missing";

        static Found of(@Nullable JsonValue value, Truth result) {
            return new Found(value == null ? MISSING : Values.typeOf(value), result);
        }
    }

    /** A typed test of the value or, with {@code *}, of every value at a path. */
    record Test(ArgumentPath path, boolean many, Operator operator, Label label) implements Condition {

        /** The condition on this path. */
        public Test(ArgumentPath path, Operator operator, Label label) {
            this(path, path.many(), operator, label);
        }

        @Override
        public Found examine(JsonObject arguments, boolean against) {
            if (!many) {
                JsonValue value = path.single(arguments);
                return Found.of(value, result(value));
            }
            Truth harmless = against ? Truth.FALSE : Truth.TRUE;
            List<Found> found = new ArrayList<>();
            path.visit(arguments, value -> {
                Found one = Found.of(value, result(value));
                if (found.isEmpty() || one.result() != harmless) {
                    found.add(one);
                }
                return one.result() == harmless;
            });
            return found.isEmpty() ? Found.of(null, Truth.UNDETERMINED) : found.get(found.size() - 1);
        }

        @Override
        public boolean holdsAgainst(JsonObject arguments) {
            if (!many) {
                return result(path.single(arguments)) != Truth.FALSE;
            }
            Seen seen = new Seen();
            boolean allFalse = path.visit(arguments, value -> {
                seen.any = true;
                return result(value) == Truth.FALSE;
            });
            return !(seen.any && allFalse);
        }

        @Override
        public boolean isMetBy(JsonObject arguments) {
            if (!many) {
                return result(path.single(arguments)) == Truth.TRUE;
            }
            Seen seen = new Seen();
            boolean allTrue = path.visit(arguments, value -> {
                seen.any = true;
                return result(value) == Truth.TRUE;
            });
            return seen.any && allTrue;
        }

        private Truth result(@Nullable JsonValue value) {
            return value == null ? Truth.UNDETERMINED : operator.test(value);
        }

        private static final class Seen {
            private boolean any;
        }
    }

    /** Whether something that is not null is there, or, with {@code *}, at least one such value. Never undetermined. */
    record Exists(ArgumentPath path, boolean wanted, Label label) implements Condition {

        @Override
        public Found examine(JsonObject arguments, boolean against) {
            List<JsonValue> there = new ArrayList<>(1);
            path.visit(arguments, value -> {
                if (value != null) {
                    there.add(value);
                }
                return value == null || value instanceof JsonNull;
            });
            JsonValue last = there.isEmpty() ? null : there.get(there.size() - 1);
            return Found.of(last, Truth.of(isMetBy(arguments)));
        }

        @Override
        public boolean holdsAgainst(JsonObject arguments) {
            boolean nothing = path.visit(arguments, value -> value == null || value instanceof JsonNull);
            return nothing != wanted;
        }

        @Override
        public boolean isMetBy(JsonObject arguments) {
            return holdsAgainst(arguments);
        }
    }
}
