package dev.countersign.registry;

import dev.countersign.call.Digest;
import dev.countersign.call.ServerName;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An upstream MCP server. */
public record Server(ServerName name, Transport transport) {

    /**
     * Stands for the address and the gateway's credential, or for the command and its environment, without telling them: a held call
     * is bound to it.
     */
    public String identity() {
        return Digest.ofBytes(transport.secretText().getBytes(StandardCharsets.UTF_8))
                .value();
    }

    /** How it is reached. */
    public sealed interface Transport permits Http, Stdio {

        /** Everything that makes it what it is, secrets included: to be hashed only. */
        String secretText();
    }

    /**
     * Streamable HTTP.
     *
     * @param headers the gateway's own, credentials among them; set last, so that they win
     */
    public record Http(URI url, Map<String, String> headers) implements Transport {
        public Http {
            headers = Map.copyOf(headers);
        }

        @Override
        public String secretText() {
            return url + "\n" + new TreeMap<>(headers);
        }

        @Override
        public String toString() {
            return "Http[" + url.getScheme() + "://" + url.getRawAuthority() + "]";
        }
    }

    /**
     * A child process that speaks over its standard input and output.
     *
     * @param command the argument vector, never a shell line
     * @param env declared variables only
     */
    public record Stdio(List<String> command, Map<String, String> env) implements Transport {
        public Stdio {
            command = List.copyOf(command);
            env = Map.copyOf(env);
        }

        @Override
        public String secretText() {
            return command + "\n" + new TreeMap<>(env);
        }

        @Override
        public String toString() {
            return "Stdio[" + command.get(0) + "]";
        }
    }
}
