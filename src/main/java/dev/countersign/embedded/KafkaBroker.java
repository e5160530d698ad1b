package dev.countersign.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * One Kafka broker that is its own controller (KRaft), in this JVM, on 127.0.0.1 only. A fatal fault in it halts the JVM, as
 * it does in Kafka's own program; the launcher starts the JVM again.
 */
final class KafkaBroker implements AutoCloseable {
    private static final String FOLDER = "kafka";
    private static final String DRAFT = "kafka.new";

    private final KafkaRaftServer server;
    private final String address;

    private KafkaBroker(KafkaRaftServer server, String address) {
        this.server = server;
        this.address = address;
    }

    /** Starts the broker on the folder's storage, formatted when this is the first start; returns once it takes requests. */
    static KafkaBroker start(DataFolder folder, Ports ports) {
        String address = "127.0.0.1:" + ports.get("kafka");
        String controller = "127.0.0.1:" + ports.get("kafka-controller");
        format(folder, address, controller);
        Map<String, String> settings = settings(folder.resolve(FOLDER), address, controller);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        server.startup();
        return new KafkaBroker(server, address);
    }

    String address() {
        return address;
    }

    /** Formats beside the place and renames, so that a half-formatted storage never counts. */
    private static void format(DataFolder folder, String address, String controller) {
        if (Files.exists(folder.resolve(FOLDER))) {
            return;
        }
        folder.delete(DRAFT);
        folder.writeProperties("kafka.properties", settings(folder.resolve(DRAFT), address, controller));
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        int status = StorageTool.execute(
                new String[] {
                    "format",
                    "--cluster-id",
                    Uuid.randomUuid().toString(),
                    "--config",
                    folder.resolve("kafka.properties").toString()
                },
                new PrintStream(output, true, StandardCharsets.UTF_8));
        if (status != 0) {
            throw new InfraException("Kafka's storage in " + folder.resolve(DRAFT) + " cannot be formatted: "
                    + output.toString(StandardCharsets.UTF_8));
        }
        try {
            Files.move(folder.resolve(DRAFT), folder.resolve(FOLDER), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new InfraException(folder.resolve(FOLDER) + " cannot be written: " + e, e);
        }
    }

    /**
     * Settings of a broker that is alone: nothing can be replicated, and internal topics are small. Durability of the call
     * topics is a setting of those topics ({@code flush.messages=1}); whoever makes a topic says so.
     */
    private static Map<String, String> settings(Path storage, String address, String controller) {
        Map<String, String> s = new HashMap<>();
        s.put("process.roles", "broker,controller");
        s.put("node.id", "1");
        s.put("controller.quorum.voters", "1@" + controller);
        s.put("controller.listener.names", "CONTROLLER");
        s.put("listeners", "PLAINTEXT://" + address + ",CONTROLLER://" + controller);
        s.put("advertised.listeners", "PLAINTEXT://" + address);
        s.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        s.put("log.dirs", storage.toString());

        s.put("auto.create.topics.enable", "false");
        s.put("unclean.leader.election.enable", "false");
        s.put("default.replication.factor", "1");
        s.put("min.insync.replicas", "1");
        s.put("offsets.topic.replication.factor", "1");
        s.put("offsets.topic.num.partitions", "4");
        s.put("transaction.state.log.replication.factor", "1");
        s.put("transaction.state.log.min.isr", "1");
        s.put("transaction.state.log.num.partitions", "4");
        s.put("share.coordinator.state.topic.replication.factor", "1");
        s.put("share.coordinator.state.topic.min.isr", "1");
        s.put("share.coordinator.state.topic.num.partitions", "4");
        s.put("group.initial.rebalance.delay.ms", "0");
        // 90 days, and offsets as long: a group that slept must not start from the beginning
        s.put("log.retention.hours", "2160");
        s.put("offsets.retention.minutes", "129600");
        // Arguments of 1 MiB, escaped as JSON inside an envelope, fit
        s.put("message.max.bytes", "16777216");

        // Small: this broker shares a laptop with everything else
        s.put("num.network.threads", "2");
        s.put("num.io.threads", "4");
        s.put("background.threads", "2");
        s.put("log.cleaner.dedupe.buffer.size", "4194304");
        s.put("log.segment.bytes", "134217728");
        s.put("metadata.log.segment.bytes", "16777216");
        s.put("metadata.max.idle.interval.ms", "5000");
        return s;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
