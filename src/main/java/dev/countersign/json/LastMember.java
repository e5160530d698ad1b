package dev.countersign.json;

import dev.countersign.json.JsonValue.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Adds a member to the text of an object without touching any other byte. */
public final class LastMember {

    private LastMember() {}

    /**
     * The object with one more member, a string, at its end.
     *
     * @return empty when it has a member of this name
     * @throws DoubtfulJsonException when the text is no object that can be read in one way only
     */
    public static Optional<String> added(String object, String name, String value) throws DoubtfulJsonException {
        JsonObject read = StrictJson.parseArguments(object.getBytes(StandardCharsets.UTF_8));
        if (read.members().containsKey(name)) {
            return Optional.empty();
        }
        int end = object.lastIndexOf('}');
        String separator = read.members().isEmpty() ? "" : ",";
        return Optional.of(object.substring(0, end)
                + separator
                + JsonText.quote(name)
                + ":"
                + JsonText.quote(value)
                + object.substring(end));
    }
}
