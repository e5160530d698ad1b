package dev.countersign.audit.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.countersign.audit.Actor;
import dev.countersign.audit.AuditEntry;
import dev.countersign.audit.AuditEntry.AnswerDelivered;
import dev.countersign.audit.AuditEntry.ApprovalMoved;
import dev.countersign.audit.AuditEntry.CallJudged;
import dev.countersign.audit.AuditEntry.Event;
import dev.countersign.audit.AuditEntry.Subject;
import dev.countersign.audit.AuditEntry.VoteCast;
import dev.countersign.audit.AuditLog.AllowedCall;
import dev.countersign.audit.AuditTime;
import dev.countersign.call.IdSource;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Turns facts into the JSON of the trail, members in the order of {@code docs/audit.md}; what is empty is left out. */
final class EntryWriter {

    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> RESERVED = Set.of("type", "seq", "id", "at", "node", "salt", "kind", "actor");
    private static final int SALT = 16;

    private final String node;
    private final IdSource ids;

    EntryWriter(String node, IdSource ids) {
        this.node = node;
        this.ids = ids;
    }

    /** The entry, ready to be kept. */
    PendingEntry write(AuditEntry entry) {
        if (entry instanceof CallJudged judged) {
            return judged(judged);
        } else if (entry instanceof ApprovalMoved moved) {
            return moved(moved);
        } else if (entry instanceof VoteCast vote) {
            return vote(vote);
        } else if (entry instanceof AnswerDelivered delivered) {
            return delivered(delivered);
        } else if (entry instanceof Event event) {
            return event(event);
        }
        throw new IllegalStateException("an entry of an unknown kind");
    }

    /** A batch of allowed calls of one agent to one server. */
    PendingEntry write(String agent, String server, List<AllowedCall> calls) {
        Actor actor = Actor.agent(agent);
        String body = body("calls.allowed", actor, json -> {
            json.writeStringField("agent", agent);
            json.writeStringField("server", server);
            json.writeArrayFieldStart("calls");
            for (AllowedCall call : calls) {
                json.writeStartArray();
                json.writeString(AuditTime.format(call.at()));
                json.writeString(call.tool());
                json.writeString(call.digest());
                json.writeEndArray();
            }
            json.writeEndArray();
        });
        return pending(body, "calls.allowed", actor, new About("", 0, agent, server));
    }

    private PendingEntry judged(CallJudged entry) {
        String approval = entry.approvalId().orElse("");
        String body = body("call.judged", entry.actor(), json -> {
            text(json, "approvalId", approval);
            text(json, "outcome", entry.outcome());
            subject(json, entry.subject());
        });
        return pending(body, "call.judged", entry.actor(), about(approval, 0, entry.subject()));
    }

    private PendingEntry moved(ApprovalMoved entry) {
        String body = body("approval.moved", entry.actor(), json -> {
            json.writeStringField("approvalId", entry.approvalId());
            json.writeNumberField("step", entry.step());
            json.writeStringField("from", entry.from());
            json.writeStringField("to", entry.to());
            if (entry.quorum().isPresent()) {
                json.writeNumberField("quorum", entry.quorum().get());
            }
            text(json, "sendDigest", entry.sendDigest().orElse(""));
            if (entry.answer().isPresent()) {
                json.writeBooleanField("isError", entry.answer().get().isError());
                json.writeStringField("resultDigest", entry.answer().get().resultDigest());
                json.writeNumberField("bytes", entry.answer().get().bytes());
            }
            subject(json, entry.subject());
        });
        return pending(body, "approval.moved", entry.actor(), about(entry.approvalId(), entry.step(), entry.subject()));
    }

    private PendingEntry vote(VoteCast entry) {
        String body = body("vote.cast", entry.actor(), json -> {
            json.writeStringField("approvalId", entry.approvalId());
            json.writeNumberField("step", entry.step());
            json.writeStringField("decision", entry.decision());
            text(json, "comment", entry.comment());
            json.writeStringField("sendDigest", entry.sendDigest());
            subject(json, entry.subject());
        });
        return pending(body, "vote.cast", entry.actor(), about(entry.approvalId(), entry.step(), entry.subject()));
    }

    private PendingEntry delivered(AnswerDelivered entry) {
        String body = body("answer.delivered", entry.actor(), json -> {
            json.writeStringField("approvalId", entry.approvalId());
            json.writeNumberField("step", entry.step());
            json.writeStringField("outcome", entry.outcome());
        });
        return pending(body, "answer.delivered", entry.actor(), new About(entry.approvalId(), entry.step(), "", ""));
    }

    private PendingEntry event(Event entry) {
        Map<String, String> members = new TreeMap<>(entry.members());
        int step = Integer.parseInt(members.getOrDefault("step", "0"));
        String body = body(entry.kind(), entry.actor(), json -> {
            for (Map.Entry<String, String> member : members.entrySet()) {
                if (RESERVED.contains(member.getKey())) {
                    throw new IllegalArgumentException("an event may not have a member " + member.getKey());
                } else if (member.getKey().equals("step")) {
                    json.writeNumberField("step", step);
                } else {
                    json.writeStringField(member.getKey(), member.getValue());
                }
            }
        });
        About about = new About(
                members.getOrDefault("approvalId", ""),
                step,
                members.getOrDefault("agent", ""),
                members.getOrDefault("server", ""));
        return pending(body, entry.kind(), entry.actor(), about);
    }

    private PendingEntry pending(String body, String kind, Actor actor, About about) {
        String agent = about.agent().isEmpty() && actor.kind() == Actor.Kind.AGENT ? actor.id() : about.agent();
        return new PendingEntry(
                ids.uuid(),
                body,
                kind,
                given(about.approval()),
                Optional.of(about.step()).filter(step -> step > 0),
                given(agent),
                given(about.server()),
                actor.kind() == Actor.Kind.PERSON ? Optional.of(actor.id()) : Optional.empty());
    }

    private String body(String kind, Actor actor, Members members) {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("node", node);
            json.writeStringField(
                    "salt", Base64.getUrlEncoder().withoutPadding().encodeToString(ids.bytes(SALT)));
            json.writeStringField("kind", kind);
            json.writeObjectFieldStart("actor");
            json.writeStringField("kind", actor.kind().word());
            json.writeStringField("id", actor.id());
            text(json, "via", actor.via());
            text(json, "auth", actor.auth());
            json.writeEndObject();
            members.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text.toString();
    }

    private static void subject(JsonGenerator json, Subject subject) throws IOException {
        text(json, "server", subject.server());
        text(json, "tool", subject.tool());
        text(json, "agent", subject.agent());
        text(json, "owner", subject.owner());
        text(json, "digest", subject.digest());
        text(json, "rule", subject.rule());
        text(json, "policyVersion", subject.policyVersion());
        text(json, "toolPin", subject.toolPin().orElse(""));
    }

    private static void text(JsonGenerator json, String name, String value) throws IOException {
        if (!value.isEmpty()) {
            json.writeStringField(name, value);
        }
    }

    private static About about(String approval, int step, Subject subject) {
        return new About(approval, step, subject.agent(), subject.server());
    }

    private static Optional<String> given(String value) {
        return Optional.of(value).filter(text -> !text.isEmpty());
    }

    /** What an entry is about, for the columns that filters use; empty or 0 where it does not apply. */
    private record About(String approval, int step, String agent, String server) {}

    private interface Members {
        void write(JsonGenerator json) throws IOException;
    }
}
