package dev.countersign.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files that an operator starts from. */
class DeploymentFilesTest {
    private static final YAMLFactory YAML = new YAMLFactory();

    static List<Path> yamlFiles() throws IOException {
        try (Stream<Path> deploy = Files.walk(Path.of("deploy"))) {
            return Stream.concat(Stream.of(Path.of("docker-compose.yml")), deploy.filter(DeploymentFilesTest::isYaml))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("yamlFiles")
    void shouldBeWellFormedWhenRead(Path file) throws IOException {
        assertThat(documents(file)).isNotEmpty().allMatch(JsonNode::isObject);
    }

    @Test
    void shouldPinEveryImageWhenComposed() throws IOException {
        for (JsonNode service : documents(Path.of("docker-compose.yml")).get(0).get("services")) {
            assertThat(service.get("image").asText()).matches("[a-z/]+:\\d+\\.\\d+(\\.\\d+)?");
        }
    }

    @Test
    void shouldCheckHealthOfEachServiceWhenComposed() throws IOException {
        for (JsonNode service : documents(Path.of("docker-compose.yml")).get(0).get("services")) {
            assertThat(service.has("healthcheck")).isTrue();
        }
    }

    @Test
    void shouldAskForEverySecretWhenComposed() throws IOException {
        // given
        List<String> secrets = new ArrayList<>();
        for (JsonNode service : documents(Path.of("docker-compose.yml")).get(0).get("services")) {
            service.get("environment").properties().forEach(entry -> {
                if (entry.getKey().matches(".*(PASSWORD|KEY|TOKEN)")) {
                    secrets.add(entry.getValue().asText());
                }
            });
        }

        // then: a variable without a default, so that compose refuses to start without it
        assertThat(secrets).hasSize(3).allMatch(secret -> secret.matches("\\$\\{[A-Z_]+:\\?.+}"));
    }

    @Test
    void shouldNameEveryRequiredVariableInTheExampleWhenComposed() throws IOException {
        String example = Files.readString(Path.of(".env.example"));
        Stream<String> required = Pattern.compile("\\$\\{([A-Z_]+):\\?")
                .matcher(Files.readString(Path.of("docker-compose.yml")))
                .results()
                .map(found -> found.group(1));
        assertThat(required.distinct()).allSatisfy(name -> assertThat(example).contains("\n" + name + "="));
    }

    @Test
    void shouldShipTheExamplePolicyUnchangedWhenItStandsInTwoPlaces() {
        assertThat(Path.of("deploy/example/payments.json"))
                .hasSameTextualContentAs(Path.of("deploy/policies/payments.json"));
    }

    private static boolean isYaml(Path file) {
        return file.toString().endsWith(".yml") || file.toString().endsWith(".yaml");
    }

    private static List<JsonNode> documents(Path file) throws IOException {
        try (var parser = YAML.createParser(file.toFile());
                var values = new ObjectMapper(YAML).readerFor(JsonNode.class).<JsonNode>readValues(parser)) {
            return values.readAll();
        }
    }
}
