package dev.countersign.catalogue;

import dev.countersign.call.Digest;
import java.nio.charset.StandardCharsets;

/**
 * What an approver agreed to about a tool: SHA-256 of its definition as canonical JSON, every member but {@code _meta} and
 * {@code icons}. A definition that changes its words, schema or annotations has another pin; one that only orders its members
 * otherwise has the same.
 *
 * @param value {@code sha256:} and 64 lower-case hexadecimal digits
 */
public record DefinitionPin(Digest value) {

    /** The pin of a definition. */
    public static DefinitionPin of(ToolDefinition definition) {
        String canonical = CanonicalJson.of(definition.json(), key -> !key.equals("_meta") && !key.equals("icons"));
        return new DefinitionPin(Digest.ofBytes(canonical.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
