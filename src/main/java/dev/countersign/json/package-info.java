/** Strict JSON: one parser for what is judged, shown and hashed (RFC 8259, narrowed by the security design). */
@org.jspecify.annotations.NullMarked
package dev.countersign.json;
