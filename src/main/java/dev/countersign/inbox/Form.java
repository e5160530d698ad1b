package dev.countersign.inbox;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;

/** The fields of a sent form; a missing one is empty text. */
public record Form(MultivaluedMap<String, String> fields) {

    /** A field, empty when it is missing. */
    public String get(String name) {
        String value = fields.getFirst(name);
        return value == null ? "" : value;
    }

    /** All values of a field that may repeat. */
    public List<String> all(String name) {
        return List.copyOf(fields.getOrDefault(name, List.of()));
    }

    /** What was typed into a text area: browsers end its lines with CR LF. */
    public String typed(String name) {
        return get(name).replace("\r\n", "\n");
    }

    /** Whether the field was sent. */
    public boolean has(String name) {
        return fields.containsKey(name);
    }
}
