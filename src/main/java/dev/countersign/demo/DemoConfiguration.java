package dev.countersign.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The configuration of a service that was started without one. It is needed before anything runs, so it only reads and
 * writes the data folder: {@code demo.json} (mode 0600) keeps what was made at random at the first start, and
 * {@code demo-policy.json} is the policy, there to be played with. The port of the exchange is chosen here and bound by
 * {@link DemoStartup}.
 */
public final class DemoConfiguration {
    /** Set by {@link #properties()} to the data folder: that the demo is in use. */
    public static final String ACTIVE = "dev.countersign.demo.data";

    static final String SERVER = "exchange";
    static final String URL = "countersign.servers." + SERVER + ".url";
    static final String AUTHORIZATION = "countersign.servers." + SERVER + ".headers.Authorization";

    private static final String SECRETS = "demo.json";
    private static final String POLICY = "demo-policy.json";

    private final Path data;
    private DemoSecrets secrets;

    private DemoConfiguration(Path data, DemoSecrets secrets) {
        this.data = data;
        this.secrets = secrets;
    }

    /**
     * Reads the configuration of this data folder, or makes one. A port that somebody else took meanwhile is replaced.
     *
     * @param random so many bytes of a cryptographically strong source
     * @throws UncheckedIOException when the folder cannot be read or written
     */
    public static DemoConfiguration load(Path data, IntFunction<byte[]> random) {
        try {
            DemoConfiguration configuration = Files.exists(data.resolve(SECRETS)) ? open(data) : make(data, random);
            int port = configuration.secrets.exchangePort();
            if (!isFree(port)) {
                configuration.keep(configuration.secrets.withPort(freePort()));
            }
            return configuration;
        } catch (IOException e) {
            throw new UncheckedIOException("the demo needs to read and write the folder " + data, e);
        }
    }

    /** Reads what {@link #load} left in this folder, as it is. */
    static DemoConfiguration open(Path data) {
        Path file = data.resolve(SECRETS);
        try {
            return new DemoConfiguration(data, Json.MAPPER.readValue(file.toFile(), DemoSecrets.class));
        } catch (IOException e) {
            // The cause may quote the file: it stays out
            throw new IllegalStateException(file + " is damaged; remove it, and the next start makes new logins");
        }
    }

    private static DemoConfiguration make(Path data, IntFunction<byte[]> random) throws IOException {
        Files.createDirectories(data);
        DemoConfiguration made = new DemoConfiguration(data, DemoSecrets.make(freePort(), random));
        made.keep(made.secrets);
        return made;
    }

    /** The {@code countersign.*} properties: server, agent, people; and {@link #ACTIVE}. */
    public Map<String, String> properties() {
        return properties(Exchange.url(secrets.exchangePort()), secrets.exchangeCredential());
    }

    /** The same for an exchange elsewhere. */
    Map<String, String> properties(URI exchange, String credential) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(ACTIVE, data.toString());
        properties.put(URL, exchange.toString());
        properties.put(AUTHORIZATION, "Bearer " + credential);
        properties.put("countersign.servers." + SERVER + ".policy", policy().toString());
        String agent = "countersign.agents." + DemoSecrets.AGENT;
        properties.put(agent + ".token", secrets.token(DemoSecrets.AGENT));
        properties.put(agent + ".owner", DemoSecrets.OWNER);
        properties.put(agent + ".grants." + SERVER + ".policy", policy().toString());
        DemoSecrets.LOGINS.forEach(login -> {
            String person = "countersign.people." + login.name();
            properties.put(person + ".token", secrets.token(login.name()));
            properties.put(person + ".password", secrets.password(login.name()));
            properties.put(person + ".roles", login.role());
        });
        return properties;
    }

    /**
     * What a visitor needs to know; empty once {@link #welcomed} was called. It holds the logins and tokens: it is for
     * the terminal, not for the log.
     *
     * @param publicUrl how people and agents reach this service
     */
    public Optional<String> welcomeText(URI publicUrl) {
        return secrets.welcomed()
                ? Optional.empty()
                : Optional.of(Welcome.text(publicUrl, secrets, data.resolve(SECRETS)));
    }

    /** Remembers that the logins have been shown. */
    public void welcomed() {
        keep(secrets.withWelcome());
    }

    boolean firstCallDone() {
        return secrets.firstCallDone();
    }

    void firstCallIsDone() {
        keep(secrets.withFirstCall());
    }

    String agentToken() {
        return secrets.token(DemoSecrets.AGENT);
    }

    /** Writes the policy beside the secrets unless it is there: a visitor may have changed it. */
    private Path policy() {
        Path file = data.resolve(POLICY).toAbsolutePath();
        if (!Files.exists(file)) {
            try (InputStream in = Json.open("policy.json")) {
                Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new UncheckedIOException("the demo policy cannot be written to " + file, e);
            }
        }
        return file;
    }

    private synchronized void keep(DemoSecrets changed) {
        try {
            var onlyMe = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Path draft = Files.createTempFile(data, SECRETS, ".tmp", onlyMe);
            Files.write(draft, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(changed));
            Files.move(
                    draft, data.resolve(SECRETS), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            secrets = changed;
        } catch (IOException e) {
            throw new UncheckedIOException("the demo's logins cannot be written to the folder " + data, e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true); // a predecessor's closed connections don't count
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return true;
        } catch (IOException e) {
            return false; // taken: another port will do
        }
    }

    @Override
    public String toString() {
        return "DemoConfiguration[" + data + "]";
    }
}
