package dev.countersign.approval;

import dev.countersign.call.ApprovalId;
import java.util.List;
import java.util.Map;

/** What has to happen to held calls without anybody asking. Blocking; any node may do any of it at any time. */
public interface Deadlines {

    /** Ends what nobody decided or collected in time. Returns how many. */
    int expireDue();

    /** Withdraws what was left by its agent and not issued anew in time. Returns how many. */
    int withdrawAbandoned();

    /** Turns sendings of dead nodes into {@code unknown}, after a quarantine. Returns how many. */
    int giveUpDeadClaims();

    /** Has the records of calls that never came back from Kafka published again. Returns how many. */
    int recallParked();

    /** Records that a commit left unpublished: their node died, or Kafka was away. */
    List<OutboxRecord> unpublished();

    /** Notes that records are in Kafka. */
    void published(List<OutboxRecord> records);

    /** Forgets outbox rows, idempotency keys and the like that have served their time. */
    void tidy();

    /** Turns calls into {@code unknown} that the database takes for unsent and Kafka knows to be sent. Returns how many. */
    int witnessed(List<ApprovalId> ids);

    /** Up to which offset of each partition {@code countersign.intents} has been compared with the rows. */
    Map<Integer, Long> intentPlaces();

    /** Notes how far the comparison has come. */
    void rememberIntentPlaces(Map<Integer, Long> places);

    /** Makes calls decidable whose records came back. */
    void admit(List<ApprovalId> ids);
}
