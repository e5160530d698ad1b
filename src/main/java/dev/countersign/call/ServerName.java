package dev.countersign.call;

/**
 * The configured name of an upstream MCP server, the last segment of {@code /mcp/{server}}.
 *
 * @param value the name as configured, never blank
 */
public record ServerName(String value) implements Comparable<ServerName> {

    public ServerName {
        Names.check("server name", value);
    }

    @Override
    public int compareTo(ServerName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
