package dev.countersign.approval.bus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.approval.Status;
import dev.countersign.call.ApprovalId;
import java.io.IOException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a reader needs of a record's value.
 *
 * @param status the state that the record announces
 * @param node the node that made the change
 */
record Envelope(ApprovalId id, Status status, long version, String node, boolean again) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TYPE_PREFIX = "call.";

    /** Empty when the record cannot be understood: it goes to quarantine, never further. */
    static Optional<Envelope> read(ConsumerRecord<String, byte[]> record) {
        try {
            JsonNode value = JSON.readTree(record.value());
            String type = value.path("type").asText();
            Optional<ApprovalId> id = ApprovalId.parse(value.path("id").asText());
            Optional<Status> status =
                    type.startsWith(TYPE_PREFIX) ? Status.of(type.substring(TYPE_PREFIX.length())) : Optional.empty();
            boolean again = record.headers().lastHeader(KafkaRelay.AGAIN) != null;
            return id.filter(i -> i.toString().equals(record.key()))
                    .flatMap(i -> status.map(s -> new Envelope(
                            i,
                            s,
                            value.path("version").asLong(),
                            value.path("node").asText(),
                            again)));
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }
}
