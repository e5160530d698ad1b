package dev.countersign.inbox;

import jakarta.ws.rs.core.MultivaluedMap;

/** The fields of a sent form; a missing one is empty text. */
public record Form(MultivaluedMap<String, String> fields) {

    /** A field, empty when it is missing. */
    public String get(String name) {
        String value = fields.getFirst(name);
        return value == null ? "" : value;
    }

    /** Whether the field was sent. */
    public boolean has(String name) {
        return fields.containsKey(name);
    }
}
