package dev.countersign.policy.condition;

import dev.countersign.json.JsonValue;
import dev.countersign.json.JsonValue.JsonNull;
import dev.countersign.json.JsonValue.JsonObject;
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

    /** A typed test of the value or, with {@code *}, of every value at a path. */
    record Test(ArgumentPath path, boolean many, Operator operator) implements Condition {

        /** The condition on this path. */
        public Test(ArgumentPath path, Operator operator) {
            this(path, path.many(), operator);
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
    record Exists(ArgumentPath path, boolean wanted) implements Condition {

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
