package dev.countersign.inbox;

import jakarta.ws.rs.core.MultivaluedMap;

/** The fields of a sent form; a missing one is empty text. */
record Form(MultivaluedMap<String, String> fields) {

    String get(String name) {
        String value = fields.getFirst(name);
        return value == null ? "" : value;
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }
}
