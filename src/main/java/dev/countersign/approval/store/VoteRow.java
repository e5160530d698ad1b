package dev.countersign.approval.store;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** One vote; the key makes a person's second vote impossible. */
@Entity
@Table(name = "vote")
@SuppressWarnings("NullAway.Init")
public class VoteRow {

    /** Call and person. */
    @Embeddable
    public record Key(@Column(name = "approval_id") UUID approvalId, String person) {}

    @EmbeddedId
    public Key key;

    public String decision;
    public String comment;

    @Column(name = "send_digest")
    public String sendDigest;

    public String via;
    public String auth;
    public Instant at;
}
