package dev.countersign.approval.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The bytes of a held call: written once. */
@Entity
@Table(name = "held_payload")
@SuppressWarnings("NullAway.Init")
public class PayloadRow {
    @Id
    public UUID id;

    public String arguments;

    @Column(name = "has_arguments")
    public boolean hasArguments;

    @Column(name = "also_sent")
    public String alsoSent;

    public String meta;
    public byte[] message;

    @Column(name = "request_id")
    public String requestId;

    @Column(name = "progress_token")
    public @Nullable String progressToken;

    public @Nullable String session;
    public String headers;

    @Column(name = "idempotency_key")
    public @Nullable String idempotencyKey;

    public @Nullable String explanation;
}
