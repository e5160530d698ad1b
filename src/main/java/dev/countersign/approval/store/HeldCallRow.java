package dev.countersign.approval.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** The row that arbitrates. Never leaves this package and {@code view}. */
@Entity
@Table(name = "held_call")
@DynamicUpdate
@SuppressWarnings("NullAway.Init")
public class HeldCallRow {
    @Id
    public UUID id;

    public String status;
    public long version;
    public int step;
    public String server;
    public String tool;
    public String agent;
    public String owner;
    public String digest;
    public String era;

    @Column(name = "rule_pointer")
    public String rulePointer;

    @Column(name = "rule_message")
    public String ruleMessage;

    @Column(name = "policy_version")
    public String policyVersion;

    public int quorum;

    @Column(name = "voter_groups")
    public String voterGroups;

    @Column(name = "vote_rules")
    public String voteRules;

    public String risk;

    @Column(name = "tool_pin")
    public @Nullable String toolPin;

    @Column(name = "server_identity")
    public String serverIdentity;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "expires_at")
    public Instant expiresAt;

    @Column(name = "waiter_node")
    public @Nullable String waiterNode;

    @Column(name = "waiter_epoch")
    public @Nullable Long waiterEpoch;

    public @Nullable UUID waiter;

    /** Set while nobody waits and the call is to be withdrawn unless somebody does before. */
    @Column(name = "withdraw_at")
    public @Nullable Instant withdrawAt;

    @Column(name = "claim_node")
    public @Nullable String claimNode;

    @Column(name = "claim_epoch")
    public @Nullable Long claimEpoch;

    @Column(name = "claim_attempt")
    public @Nullable UUID claimAttempt;

    @Column(name = "claimed_at")
    public @Nullable Instant claimedAt;

    @Column(name = "edited_by")
    public @Nullable String editedBy;

    @Column(name = "edited_digest")
    public @Nullable String editedDigest;

    @Column(name = "ended_at")
    public @Nullable Instant endedAt;

    @Column(name = "delivered_at")
    public @Nullable Instant deliveredAt;

    @Column(name = "outcome_error")
    public @Nullable Boolean outcomeError;

    @Column(name = "outcome_sent")
    public @Nullable Boolean outcomeSent;

    @Column(name = "outcome_text")
    public @Nullable String outcomeText;

    @Column(name = "void_rule")
    public @Nullable String voidRule;

    @Column(name = "void_message")
    public @Nullable String voidMessage;

    @Column(name = "void_version")
    public @Nullable String voidVersion;

    public @Nullable String finding;

    @Column(name = "finding_note")
    public @Nullable String findingNote;

    @Column(name = "finding_by")
    public @Nullable String findingBy;

    @Column(name = "finding_owner")
    public @Nullable String findingOwner;

    @Column(name = "finding_at")
    public @Nullable Instant findingAt;
}
