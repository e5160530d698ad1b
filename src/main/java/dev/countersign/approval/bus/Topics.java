package dev.countersign.approval.bus;

import static java.util.Objects.requireNonNull;

import dev.countersign.approval.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Creates the topics with the settings that the promises need, and refuses topics that would lose acknowledged records: with three
 * brokers replication 3, {@code min.insync.replicas} 2, no unclean election; one broker only when the operator says so.
 */
@ApplicationScoped
class Topics {

    static final String AUDIT = "countersign.audit";

    private static final int PARTITIONS = 6;
    private static final long LONGEST_HOLD_DAYS = 30;
    private static final long TIMEOUT_SECONDS = 10;

    private final KafkaSettings settings;
    private final boolean singleBroker;

    Topics(
            KafkaSettings settings,
            @ConfigProperty(name = "countersign.single-broker", defaultValue = "false") boolean singleBroker) {
        this.settings = settings;
        this.singleBroker = singleBroker;
    }

    /** Makes sure that all topics are there and safe; {@link UnsafeTopicsException} when they are not safe. */
    void prepare() throws ExecutionException, InterruptedException, TimeoutException {
        try (Admin admin = Admin.create(settings.common())) {
            int brokers = admin.describeCluster()
                    .nodes()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .size();
            if (brokers < 3 && !singleBroker) {
                throw new UnsafeTopicsException(
                        "Kafka has " + brokers + " broker(s): acknowledged records could be lost with"
                                + " one of them. Use three brokers, or say that this is a single-node installation with"
                                + " COUNTERSIGN_SINGLE_BROKER=true");
            }
            create(admin, brokers);
            check(admin);
        }
    }

    private void create(Admin admin, int brokers) throws ExecutionException, InterruptedException, TimeoutException {
        Set<String> there = admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        List<NewTopic> missing = new ArrayList<>();
        for (String name : names()) {
            if (!there.contains(name)) {
                missing.add(new NewTopic(name, name.equals(AUDIT) ? 1 : PARTITIONS, (short) Math.min(3, brokers))
                        .configs(configs(brokers)));
            }
        }
        try {
            admin.createTopics(missing).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e; // another node was faster, anything else is a failure
            }
        }
    }

    private static Map<String, String> configs(int brokers) {
        Map<String, String> configs = new HashMap<>();
        configs.put("cleanup.policy", "delete");
        configs.put(
                "retention.ms",
                String.valueOf(Duration.ofDays(LONGEST_HOLD_DAYS + 10).toMillis()));
        configs.put("retention.bytes", "-1");
        configs.put("unclean.leader.election.enable", "false");
        configs.put("max.message.bytes", String.valueOf(4 * 1024 * 1024 + 64 * 1024));
        configs.put("min.insync.replicas", brokers >= 3 ? "2" : "1");
        if (brokers < 3) {
            configs.put("flush.messages", "1"); // no other replica has it: on disk before it is acknowledged
        }
        return configs;
    }

    private void check(Admin admin) throws ExecutionException, InterruptedException, TimeoutException {
        Map<String, TopicDescription> topics =
                admin.describeTopics(names()).allTopicNames().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        List<ConfigResource> resources = names().stream()
                .map(n -> new ConfigResource(ConfigResource.Type.TOPIC, n))
                .toList();
        Map<ConfigResource, Config> configs =
                admin.describeConfigs(resources).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        for (ConfigResource resource : resources) {
            check(requireNonNull(topics.get(resource.name())), requireNonNull(configs.get(resource)));
        }
    }

    private void check(TopicDescription topic, Config config) {
        int replicas = topic.partitions().get(0).replicas().size();
        if (!singleBroker && replicas < 3) {
            throw unsafe(topic, "has " + replicas + " replica(s), three are needed");
        }
        if (!singleBroker && Integer.parseInt(value(config, "min.insync.replicas")) < 2) {
            throw unsafe(topic, "has min.insync.replicas below 2");
        }
        if (!"false".equals(value(config, "unclean.leader.election.enable"))) {
            throw unsafe(topic, "allows unclean leader election");
        }
        long retention = Long.parseLong(value(config, "retention.ms"));
        if (retention >= 0 && retention < Duration.ofDays(LONGEST_HOLD_DAYS + 1).toMillis()) {
            throw unsafe(topic, "keeps records for less than 31 days (retention.ms)");
        }
    }

    private static String value(Config config, String name) {
        return config.get(name).value();
    }

    private static UnsafeTopicsException unsafe(TopicDescription topic, String what) {
        return new UnsafeTopicsException("Kafka topic " + topic.name() + " " + what
                + ": change its settings, or set COUNTERSIGN_SINGLE_BROKER=true for a single-node installation");
    }

    private static Collection<String> names() {
        List<String> names = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            names.add(topic.topic());
        }
        names.add(AUDIT);
        return names;
    }
}
