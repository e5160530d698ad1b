package dev.countersign.audit;

import dev.countersign.audit.AuditEntry.ApprovalMoved;
import dev.countersign.audit.AuditEntry.Subject;
import dev.countersign.audit.AuditEntry.VoteCast;
import java.util.List;
import java.util.Optional;

/** The entries of a call's life, as the service records them. */
public final class AuditEntries {

    public static final String DIGEST = "sha256:270e96aab4dd7ddcc49c63b6ce9924b105fbb402de22f40cbc5dee8cdbdd40c1";
    public static final Subject TRANSFER =
            new Subject("bank", "transfer", "trading-bot", "alice", DIGEST, "", "", Optional.empty());

    private AuditEntries() {}

    /** Held, approved by one person, sent, answered: six steps. */
    public static List<AuditEntry> completed(String approval) {
        return List.of(
                moved(Actor.agent("trading-bot"), approval, 1, null, "parking"),
                moved(Actor.system("projector"), approval, 2, "parking", "pending"),
                vote("bob", approval, 3),
                new ApprovalMoved(
                        Actor.person("bob", "rest", ""),
                        approval,
                        4,
                        "pending",
                        "approved",
                        TRANSFER,
                        Optional.of(1),
                        Optional.empty(),
                        Optional.empty()),
                moved(Actor.system("release"), approval, 5, "approved", "releasing"),
                new ApprovalMoved(
                        Actor.system("release"),
                        approval,
                        6,
                        "releasing",
                        "completed",
                        TRANSFER,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new AuditEntry.Answer(false, DIGEST, 12))));
    }

    public static ApprovalMoved moved(Actor actor, String approval, int step, String from, String to) {
        return new ApprovalMoved(
                actor, approval, step, from, to, TRANSFER, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public static VoteCast vote(String person, String approval, int step) {
        return new VoteCast(Actor.person(person, "rest", ""), approval, step, TRANSFER, "approve", "fine", DIGEST);
    }
}
