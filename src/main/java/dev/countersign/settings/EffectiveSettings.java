package dev.countersign.settings;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;

/**
 * The {@code countersign:} tree as it counts in this process. A value is shown only when its key is known to hold no secret: what
 * nobody has thought of is hidden.
 */
@ApplicationScoped
public class EffectiveSettings {

    private static final String PREFIX = "countersign.";

    /** The last parts of keys whose values are no secrets. */
    private static final Set<String> SHOWN = Set.of(
            "policy",
            "pin",
            "hold-budget",
            "owner",
            "enabled",
            "roles",
            "groups",
            "email",
            "expires-after",
            "budget",
            "elicitation",
            "heartbeat",
            "public-url",
            "allowed-hosts",
            "production",
            "single-broker",
            "idle",
            "max",
            "session-idle",
            "buffer",
            "refresh",
            "node",
            "config",
            "data",
            "infra",
            "home");

    private static final Pattern INDEX = Pattern.compile("\\[[0-9]+]$");

    private final Config config;

    EffectiveSettings(Config config) {
        this.config = config;
    }

    /** Every key that has a value, by name. */
    public List<Setting> all() {
        return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(name -> name.startsWith(PREFIX))
                .sorted()
                .distinct()
                .map(config::getConfigValue)
                .filter(value -> value.getValue() != null)
                .map(EffectiveSettings::setting)
                .toList();
    }

    private static Setting setting(ConfigValue value) {
        String text = shown(value.getName(), value.getValue());
        return new Setting(
                value.getName(), text, text.isEmpty() && !value.getValue().isEmpty(), source(value));
    }

    private static String shown(String name, String value) {
        String key = INDEX.matcher(name).replaceFirst("");
        String last = key.substring(key.lastIndexOf('.') + 1);
        boolean middle = key.contains(".headers.") || key.contains(".env.");
        if (middle) {
            return "";
        }
        if (last.equals("url")) {
            return address(value);
        }
        boolean program = last.equals("command") && name.endsWith("[0]");
        return SHOWN.contains(last) || program ? value : "";
    }

    /** Without what a password or key may hide in. */
    private static String address(String value) {
        try {
            URI uri = new URI(value);
            return new URI(uri.getScheme(), null, uri.getHost(), uri.getPort(), uri.getPath(), null, null).toString();
        } catch (URISyntaxException e) {
            return "";
        }
    }

    private static String source(ConfigValue value) {
        String name = String.valueOf(value.getSourceName()).toLowerCase(Locale.ROOT);
        if (name.contains("countersign_config")) {
            return "the file";
        }
        if (name.contains("env")) {
            return "the environment";
        }
        if (name.contains("sysprop")) {
            return "a system property";
        }
        if (name.contains("default") || name.contains("application.properties")) {
            return "the default";
        }
        return name.equals("demo") ? "the demo" : String.valueOf(value.getSourceName());
    }
}
