package dev.countersign.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The tool lists of real servers, where they lie beside the clone. */
class RealServersTest {

    private static final Path CASES =
            Path.of(System.getenv().getOrDefault("COUNTERSIGN_POLICY_CASES", "../shared/cases/policy-cases.json"));
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RiskClassifier classifier = new RiskClassifier();

    @TestFactory
    Stream<DynamicTest> shouldClassTheToolsOfRealServersAsLabelled() throws IOException {
        assumeTrue(Files.exists(CASES), "the case file is not beside this clone");
        return StreamSupport.stream(JSON.readTree(CASES.toFile()).get("suggest").spliterator(), false)
                .map(c -> DynamicTest.dynamicTest(c.get("name").asText(), () -> check(c)));
    }

    private void check(JsonNode c) throws IOException {
        JsonNode tools = c.has("tools")
                ? c.get("tools")
                : JSON.readTree(CASES.resolveSibling(c.get("toolsFile").asText())
                                .toFile())
                        .get("tools");
        Map<String, Classified> classes = new HashMap<>();
        tools.forEach(tool -> classes.put(tool.get("name").asText(), classifier.classify(Tools.json(tool.toString()))));
        List<String> wrong = new ArrayList<>();
        c.path("classes").properties().forEach(wanted -> {
            Classified got = classes.get(wanted.getKey());
            if (!wanted.getValue().toString().contains("\"" + got.risk().word() + "\"")) {
                wrong.add(wanted + " but was " + got);
            }
        });
        assertThat(wrong).isEmpty();
        long agreed = c.path("labels").properties().stream()
                .filter(l -> classes.get(l.getKey())
                        .risk()
                        .word()
                        .equals(l.getValue().asText()))
                .count();
        assertThat(agreed).isGreaterThanOrEqualTo((long)
                Math.ceil(c.path("atLeast").asDouble() * c.path("labels").size()));
    }
}
