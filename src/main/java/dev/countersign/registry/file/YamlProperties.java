package dev.countersign.registry.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * A YAML document as flat properties. Unlike the usual way of flattening an empty mapping is not lost: {@code grants: {bank: {}}} is a
 * grant, and becomes {@code …grants.bank.enabled=true}.
 */
public final class YamlProperties {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");
    private static final String GRANT = ".enabled";

    private YamlProperties() {}

    /** Parses the text; the message of a failure has file, line and column. */
    public static Map<String, String> of(String file, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Object document;
        try {
            document = new Yaml(new SafeConstructor(options)).load(text);
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            throw new IllegalArgumentException(file + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1)
                    + ": not valid YAML: " + e.getProblem());
        }
        Map<String, String> properties = new LinkedHashMap<>();
        if (document instanceof Map<?, ?> tree) {
            flatten("", tree, properties);
        } else if (document != null) {
            throw new IllegalArgumentException(file + ":1:1: the file must be a mapping with the key countersign");
        }
        return properties;
    }

    private static void flatten(String path, Map<?, ?> tree, Map<String, String> properties) {
        tree.forEach((key, value) -> add(join(path, String.valueOf(key)), value, properties));
    }

    private static void add(String path, @Nullable Object value, Map<String, String> properties) {
        if (value instanceof Map<?, ?> tree) {
            if (tree.isEmpty() && path.contains(".grants.")) {
                properties.put(path + GRANT, "true");
            }
            flatten(path, tree, properties);
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                add(path + "[" + i + "]", list.get(i), properties);
            }
        } else if (value != null) {
            properties.put(path, value.toString());
        } else if (path.contains(".grants.")) {
            properties.put(path + GRANT, "true");
        }
    }

    private static String join(String path, String key) {
        String name = PLAIN.matcher(key).matches() ? key : '"' + key.replace("\"", "\\\"") + '"';
        return path.isEmpty() ? name : path + "." + name;
    }
}
