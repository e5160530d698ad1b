package dev.countersign.approval.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.approval.ApprovalState;
import dev.countersign.approval.NewHold;
import dev.countersign.approval.Status;
import dev.countersign.approval.column.GroupNames;
import dev.countersign.approval.column.VoteRulesJson;
import dev.countersign.call.ApprovalId;
import dev.countersign.call.IdSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.hibernate.Session;

/** Writes the rows of a new held call. */
@ApplicationScoped
class NewRows {

    private final Session entities;
    private final DatabaseClock clock;
    private final IdSource ids;
    private final ObjectMapper json = new ObjectMapper();

    NewRows(Session entities, DatabaseClock clock, IdSource ids) {
        this.entities = entities;
        this.clock = clock;
        this.ids = ids;
    }

    /** An id for a call to be. */
    ApprovalId id() {
        return new ApprovalId(ids.uuid());
    }

    /** The new call, locked by being new. */
    Locked create(ApprovalId id, NewHold hold) {
        Instant now = clock.now();
        HeldCallRow row = row(id, hold, now);
        entities.persist(row);
        entities.persist(payload(hold, row));
        entities.flush();
        return new Locked(row, new ApprovalState.Parking(), now);
    }

    private HeldCallRow row(ApprovalId id, NewHold hold, Instant now) {
        HeldCallRow row = new HeldCallRow();
        row.id = id.value();
        row.status = Status.PARKING.word();
        row.version = 1;
        row.server = hold.call().server().value();
        row.tool = hold.call().tool().value();
        row.agent = hold.call().agent().value();
        row.owner = hold.owner().value();
        row.digest = hold.call().digest().value();
        row.era = hold.parked().era();
        row.rulePointer = hold.terms().rule().value();
        row.ruleMessage = hold.terms().message();
        row.policyVersion = hold.terms().policyVersion();
        row.quorum = hold.terms().quorum();
        row.voterGroups = GroupNames.write(hold.terms().groups());
        row.voteRules = VoteRulesJson.write(hold.terms().votes());
        row.risk = hold.risk().word();
        row.toolPin = hold.toolPin().orElse(null);
        row.serverIdentity = hold.serverIdentity();
        row.createdAt = now;
        row.expiresAt = now.plus(hold.expiresAfter());
        return row;
    }

    private PayloadRow payload(NewHold hold, HeldCallRow row) {
        NewHold.Parked parked = hold.parked();
        PayloadRow payload = new PayloadRow();
        payload.id = row.id;
        payload.arguments = hold.call().arguments().text();
        payload.hasArguments = !hold.call().arguments().isAbsent();
        payload.alsoSent = hold.call().alsoSent();
        payload.meta = parked.meta();
        payload.message = parked.message().getBytes(StandardCharsets.UTF_8);
        payload.requestId = parked.requestId();
        payload.progressToken = parked.progressToken().orElse(null);
        payload.session = parked.session().orElse(null);
        payload.idempotencyKey = hold.terms().idempotencyKey().orElse(null);
        payload.explanation =
                hold.terms().explanation().isEmpty() ? null : hold.terms().explanation();
        try {
            payload.headers = json.writeValueAsString(parked.headers());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of strings is always writable", e);
        }
        return payload;
    }
}
