package dev.countersign.policy;

import dev.countersign.json.JsonValue.JsonObject;
import java.util.Optional;

/** What a server says of the arguments of one of its tools. */
@FunctionalInterface
public interface ArgumentSchema {

    /**
     * Why the server would refuse these arguments.
     *
     * @return where and why, without any value of the arguments; empty when nothing speaks against them
     */
    Optional<String> mismatch(JsonObject arguments);
}
