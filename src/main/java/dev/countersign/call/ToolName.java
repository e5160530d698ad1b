package dev.countersign.call;

/**
 * The name of a tool as the agent sent it: compared code point by code point, never folded or normalised.
 *
 * @param value any non-empty text; the protocol's size limit is enforced where the message is read
 */
public record ToolName(String value) implements Comparable<ToolName> {

    public ToolName {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a tool name must not be empty");
        }
    }

    @Override
    public int compareTo(ToolName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
