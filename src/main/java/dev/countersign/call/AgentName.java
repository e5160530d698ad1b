package dev.countersign.call;

/**
 * The configured name of an agent, the holder of one agent token.
 *
 * @param value the name as configured, never blank
 */
public record AgentName(String value) implements Comparable<AgentName> {

    public AgentName {
        Names.check("agent name", value);
    }

    @Override
    public int compareTo(AgentName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
