package dev.countersign.embedded;

import dev.countersign.fixtures.InfraProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What a node does with the infrastructure, in the fewest words. */
final class InfraClient {
    private final InfraProcess infra;

    InfraClient(InfraProcess infra) {
        this.infra = infra;
    }

    Connection connect() throws SQLException {
        return connect(infra.password());
    }

    Connection connect(String password) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", infra.username());
        login.setProperty("password", password);
        login.setProperty("connectTimeout", "5");
        return DriverManager.getConnection(infra.jdbcUrl(), login);
    }

    String query(String sql) throws SQLException {
        try (Connection connection = connect();
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect()) {
            connection.createStatement().execute(sql);
        }
    }

    /** Sends one record to a topic made for it, flushed as the call topics are, and waits for the acknowledgement. */
    void send(String topic, String value) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", infra.kafkaBootstrapServers(), "acks", "all");
        try (Admin admin = Admin.create(config);
                var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1).configs(Map.of("flush.messages", "1"))))
                    .all()
                    .get(20, TimeUnit.SECONDS);
            producer.send(new ProducerRecord<>(topic, value)).get(20, TimeUnit.SECONDS);
        }
    }

    /** The value of the first record of a topic. */
    String receive(String topic) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", infra.kafkaBootstrapServers(), "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            return consumer.poll(Duration.ofSeconds(20)).iterator().next().value();
        }
    }

    /** The process id of the running PostgreSQL on this data folder. */
    static long postgresPid(Path data) throws Exception {
        Path file = data.resolve("infra/postgresql/postmaster.pid");
        return Long.parseLong(Files.readAllLines(file).get(0).strip());
    }

    /** Every process that has the folder on its command line. */
    static List<String> processesOn(Path data) {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(command -> command.contains(data.toString()))
                .toList();
    }
}
