package dev.countersign.policy.desk;

import dev.countersign.call.Digest;
import java.nio.charset.StandardCharsets;

/**
 * The text of a policy as it was given.
 *
 * @param yaml whether it is YAML; else JSON
 */
public record PolicyText(String text, boolean yaml) {

    /** The bytes that the version stands for. */
    public byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** {@code sha256:} and the SHA-256 of the bytes in hexadecimal. */
    public String version() {
        return Digest.ofBytes(bytes()).value();
    }

    /** The name that stands in messages about a policy that is no file. */
    public String name() {
        return yaml ? "policy.yaml" : "policy.json";
    }

    @Override
    public String toString() {
        return "PolicyText[" + text.length() + " characters]";
    }
}
