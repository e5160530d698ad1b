package dev.countersign.registry.file;

import dev.countersign.demo.DemoConfiguration;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Adds the file that {@code COUNTERSIGN_CONFIG} names to Quarkus' configuration, above the packaged defaults and below environment
 * and system properties. Without a file and without servers from elsewhere the demo is what runs.
 */
public final class CountersignSources implements ConfigSourceFactory {

    /** Set by the entry point of the service: neither a build nor a test brings the demo up. */
    public static final String SERVING = "dev.countersign.serving";

    private static final int ORDINAL = 275;
    private static final String SERVERS = "countersign.servers.";

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        Optional<String> file = value(context, "countersign.config");
        if (file.isPresent()) {
            return List.of(source("COUNTERSIGN_CONFIG", read(Path.of(file.get()))));
        }
        if (System.getProperty(SERVING) == null || configuresServers(context)) {
            return List.of();
        }
        Path data = Path.of(value(context, "countersign.data").orElse("data"));
        SecureRandom random = new SecureRandom();
        DemoConfiguration demo = DemoConfiguration.load(data, count -> {
            byte[] bytes = new byte[count];
            random.nextBytes(bytes);
            return bytes;
        });
        return List.of(source("demo", demo.properties()));
    }

    private static Map<String, String> read(Path file) {
        try {
            return YamlProperties.of(file.toString(), Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("COUNTERSIGN_CONFIG names " + file + ": there is no such file");
        } catch (IOException e) {
            throw new IllegalArgumentException("COUNTERSIGN_CONFIG names " + file + ": it cannot be read", e);
        }
    }

    private static ConfigSource source(String name, Map<String, String> properties) {
        return new PropertiesConfigSource(properties, name, ORDINAL);
    }

    private static Optional<String> value(ConfigSourceContext context, String name) {
        ConfigValue value = context.getValue(name);
        return value == null
                ? Optional.empty()
                : Optional.ofNullable(value.getValue()).filter(v -> !v.isBlank());
    }

    private static boolean configuresServers(ConfigSourceContext context) {
        Iterator<String> names = context.iterateNames();
        while (names.hasNext()) {
            if (names.next().startsWith(SERVERS)) {
                return true;
            }
        }
        return false;
    }
}
