package dev.countersign.clients;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tool definitions of a real server, each as the text it was served as.
 *
 * @param texts by name, in order
 */
record ToolList(Map<String, String> texts) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where the recorded lists are: {@code -Dcountersign.servers=FOLDER}, else beside the project. */
    static Path folder() {
        return Path.of(System.getProperty("countersign.servers", "../shared/servers"));
    }

    /** The names of the recorded servers; none when the folder is not there. */
    static Stream<String> recorded() {
        if (!Files.isDirectory(folder())) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(folder())) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.substring(0, name.length() - ".json".length()))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ToolList read(String server) {
        try {
            return of(Files.readString(folder().resolve(server + ".json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Cuts the elements of the first array called {@code tools} out of a JSON text. */
    static ToolList of(String json) {
        Map<String, String> texts = new LinkedHashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            while (!"tools".equals(parser.currentName()) || parser.currentToken() != JsonToken.START_ARRAY) {
                if (parser.nextToken() == null) {
                    throw new AssertionError("no tools in " + json);
                }
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                int start = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                String text =
                        json.substring(start, (int) parser.currentLocation().getCharOffset());
                texts.put(JSON.readTree(text).path("name").asText(), text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ToolList(texts);
    }

    /** A {@code tools/list} result of these tools. */
    String result() {
        return texts.values().stream().collect(Collectors.joining(",", "{\"tools\":[", "]}"));
    }

    ToolList without(String tool) {
        Map<String, String> left = new LinkedHashMap<>(texts);
        left.remove(tool);
        return new ToolList(left);
    }

    /** Arguments that satisfy what the tool's schema requires. */
    String sampleArguments(String tool) {
        try {
            JsonNode schema = JSON.readTree(texts.get(tool)).path("inputSchema");
            ObjectNode arguments = JSON.createObjectNode();
            schema.path("required")
                    .forEach(name -> arguments.set(
                            name.asText(), sample(schema.path("properties").path(name.asText()))));
            return arguments.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode sample(JsonNode schema) {
        if (schema.has("enum")) {
            return schema.path("enum").path(0);
        }
        return switch (schema.path("type").asText("string")) {
            case "integer", "number" ->
                JSON.getNodeFactory()
                        .numberNode(Math.max(1, schema.path("minimum").asInt(1)));
            case "boolean" -> JSON.getNodeFactory().booleanNode(true);
            case "array" -> JSON.createArrayNode();
            case "object" -> JSON.createObjectNode();
            default -> JSON.getNodeFactory().textNode("sample");
        };
    }
}
