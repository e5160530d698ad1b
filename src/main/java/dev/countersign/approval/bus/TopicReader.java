package dev.countersign.approval.bus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A thread that reads all partitions of some topics by assignment, from the end on, and hands batches to its handler. A batch whose
 * handler fails is read again; the consumer is made anew when it breaks. It never gives up and never skips.
 */
final class TopicReader implements Runnable, AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger(TopicReader.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final long PAUSE_MILLIS = 500;

    private final String name;
    private final List<String> topics;
    private final Map<String, Object> settings;
    private final Consumer<List<ConsumerRecord<String, byte[]>>> handler;
    private final Thread thread;
    private final Map<TopicPartition, Long> places = new ConcurrentHashMap<>();
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;
    private volatile boolean positioned;
    private volatile boolean caughtUp;
    private volatile boolean closed;
    private boolean fromBeginning;

    TopicReader(
            String name,
            List<String> topics,
            Map<String, Object> settings,
            Consumer<List<ConsumerRecord<String, byte[]>>> handler) {
        this.name = name;
        this.topics = List.copyOf(topics);
        this.settings = Map.copyOf(settings);
        this.handler = handler;
        this.thread = new Thread(this, "kafka-" + name);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Begins at these places of its first topic instead of the end; a partition that is not named is read from its beginning. */
    void startFrom(Map<Integer, Long> known) {
        fromBeginning = true;
        known.forEach((partition, place) -> places.put(new TopicPartition(topics.get(0), partition), place));
    }

    /** The next offsets to be read, by partition of its first topic. */
    Map<Integer, Long> places() {
        Map<Integer, Long> next = new HashMap<>();
        places.forEach((partition, place) -> next.put(partition.partition(), place));
        return next;
    }

    /** Whether everything that was there at the start has been handled. */
    boolean caughtUp() {
        return caughtUp;
    }

    /** Whether its places are taken: what is published from now on will be read. */
    boolean positioned() {
        return positioned;
    }

    @Override
    public void run() {
        while (!closed) {
            try (KafkaConsumer<String, byte[]> fresh = new KafkaConsumer<>(settings)) {
                consumer = fresh;
                assign(fresh);
                positioned = true;
                Map<TopicPartition, Long> ends = fresh.endOffsets(fresh.assignment());
                while (!closed) {
                    handle(fresh, fresh.poll(POLL));
                    caughtUp = caughtUp || reached(fresh, ends);
                }
            } catch (WakeupException stopped) {
                LOGGER.debugf("reader %s stops", name);
            } catch (RuntimeException broken) {
                LOGGER.warnf("reader %s: %s; it starts again", name, broken.toString());
                pause();
            }
        }
    }

    private void assign(KafkaConsumer<String, byte[]> fresh) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics) {
            for (PartitionInfo info : fresh.partitionsFor(topic)) {
                partitions.add(new TopicPartition(topic, info.partition()));
            }
        }
        fresh.assign(partitions);
        for (TopicPartition partition : partitions) {
            @Nullable Long place = places.get(partition);
            if (place == null) {
                if (fromBeginning) {
                    fresh.seekToBeginning(List.of(partition));
                } else {
                    fresh.seekToEnd(List.of(partition));
                }
                places.put(partition, fresh.position(partition));
            } else {
                fresh.seek(partition, place);
            }
        }
    }

    private static boolean reached(KafkaConsumer<String, byte[]> fresh, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> fresh.position(end.getKey()) >= end.getValue());
    }

    private void handle(KafkaConsumer<String, byte[]> fresh, ConsumerRecords<String, byte[]> records) {
        if (records.isEmpty()) {
            return;
        }
        List<ConsumerRecord<String, byte[]>> batch = new ArrayList<>(records.count());
        records.forEach(batch::add);
        try {
            handler.accept(batch);
            batch.forEach(r -> places.put(new TopicPartition(r.topic(), r.partition()), r.offset() + 1));
        } catch (RuntimeException failed) {
            LOGGER.warnf("reader %s could not handle %d records (%s); it reads them again", name, batch.size(), failed);
            for (TopicPartition partition : records.partitions()) {
                fresh.seek(partition, records.records(partition).get(0).offset());
            }
            pause();
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        @Nullable KafkaConsumer<String, byte[]> current = consumer;
        if (current != null) {
            current.wakeup();
        }
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
