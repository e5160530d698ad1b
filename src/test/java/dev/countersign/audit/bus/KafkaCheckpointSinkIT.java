package dev.countersign.audit.bus;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.audit.AuditTrail;
import dev.countersign.audit.verify.Report;
import dev.countersign.audit.verify.Verifier;
import dev.countersign.fixtures.InfraResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(InfraResource.class)
class KafkaCheckpointSinkIT {

    private static final String TOPIC = "countersign.audit";

    @Inject
    AuditTrail trail;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @TempDir
    Path folder;

    @Test
    @TestSecurity(user = "iris", roles = "auditor")
    void shouldBeWitnessedOnKafkaWhenCheckpointIsSigned() throws Exception {
        // given
        makeTopic();
        String export = given().get("/api/v1/audit/export").asString();
        long signed = trail.head().checkpoint();
        // when
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = consumer()) {
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (record.key().equals(trail.logId().toString())) { // other tests have logs of their own
                        records.add(record);
                    }
                });
                assertThat(records).anyMatch(record -> record.value().contains("\"version\":" + signed + ","));
            });
        }
        // then
        Path file = Files.writeString(folder.resolve("export.ndjson"), export);
        Path kept = Files.writeString(folder.resolve("kept"), recordOf(records, signed));
        Report report = new Verifier(List.of(), List.of(kept)).verify(file);
        assertThat(report.result()).as(report.text()).isEqualTo(Report.Result.WHOLE);
        assertThat(report.text()).contains("1 from outside agree");
    }

    private static String recordOf(List<ConsumerRecord<String, String>> records, long seq) {
        return records.stream()
                .map(ConsumerRecord::value)
                .filter(value -> value.contains("\"version\":" + seq + ","))
                .findFirst()
                .orElseThrow();
    }

    private void makeTopic() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            if (!admin.listTopics().names().get().contains(TOPIC)) {
                admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(1), Optional.empty())))
                        .all()
                        .get();
            }
        }
    }

    private KafkaConsumer<String, String> consumer() {
        KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka), new StringDeserializer(), new StringDeserializer());
        List<TopicPartition> all = consumer.partitionsFor(TOPIC).stream()
                .map(partition -> new TopicPartition(TOPIC, partition.partition()))
                .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
        return consumer;
    }
}
