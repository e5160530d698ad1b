package dev.countersign.audit.bus;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.countersign.audit.Checkpoint;
import dev.countersign.audit.CheckpointSink;
import io.smallrye.reactive.messaging.kafka.Record;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** The witness on Kafka: key is the log's id, value an envelope that {@code verify-audit --checkpoint} reads as it is. */
@Singleton
final class KafkaCheckpointSink implements CheckpointSink {

    private static final JsonFactory JSON = new JsonFactory();

    private final Emitter<Record<String, String>> topic;

    KafkaCheckpointSink(
            @Channel("audit") @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = 4)
                    Emitter<Record<String, String>> topic) {
        this.topic = topic;
    }

    @Override
    public CompletionStage<Void> publish(UUID logId, Checkpoint checkpoint) {
        try {
            return topic.send(Record.of(logId.toString(), envelope(logId, checkpoint)));
        } catch (IllegalStateException full) {
            return CompletableFuture.failedFuture(full);
        }
    }

    static String envelope(UUID logId, Checkpoint checkpoint) {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("type", "audit.checkpoint");
            json.writeStringField("id", logId.toString());
            json.writeNumberField("version", checkpoint.seq());
            json.writeStringField("at", checkpoint.at());
            json.writeNumberField("seq", checkpoint.seq());
            json.writeStringField("link", checkpoint.link());
            json.writeStringField("keyId", checkpoint.keyId());
            json.writeStringField("sig", checkpoint.sig());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text.toString();
    }
}
