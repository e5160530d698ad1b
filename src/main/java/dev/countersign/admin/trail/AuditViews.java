package dev.countersign.admin.trail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.audit.AuditTrail.Head;
import dev.countersign.audit.AuditTrail.Line;
import dev.countersign.inbox.text.ShownText;
import dev.countersign.inbox.view.Moment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the page shows. */
final class AuditViews {

    private static final JsonMapper JSON = new JsonMapper();

    /** Members that stand elsewhere in the row, or say nothing to a reader. */
    private static final Set<String> ELSEWHERE =
            Set.of("type", "seq", "id", "at", "node", "salt", "kind", "actor", "approvalId");

    private AuditViews() {}

    /** A member of an entry. */
    record Member(String name, ShownText value) {}

    /**
     * An entry.
     *
     * @param approval the call that it is about; empty when there is none
     */
    record EntryRow(
            long seq, String kind, ShownText actor, String via, Moment at, String approval, List<Member> members) {
        static EntryRow of(Line line, Instant now) {
            JsonNode entry = read(line.text());
            JsonNode actor = entry.path("actor");
            List<Member> members = new ArrayList<>();
            for (Map.Entry<String, JsonNode> member : entry.properties()) {
                if (!ELSEWHERE.contains(member.getKey())
                        && !member.getValue().isNull()
                        && !member.getValue().asText("-").isEmpty()) {
                    JsonNode value = member.getValue();
                    members.add(new Member(
                            member.getKey(), ShownText.of(value.isValueNode() ? value.asText() : value.toString())));
                }
            }
            return new EntryRow(
                    line.seq(),
                    entry.path("kind").asText(),
                    ShownText.of(
                            actor.path("kind").asText() + " " + actor.path("id").asText()),
                    actor.path("via").asText(),
                    Moment.ago(time(entry), now),
                    entry.path("approvalId").asText(),
                    members);
        }
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an entry of the audit trail is no JSON", e);
        }
    }

    private static Instant time(JsonNode entry) {
        return Instant.parse(entry.path("at").asText());
    }

    /** The state of the chain. */
    record HeadView(String log, String link, long entries, long unsealed, long checkpoint, Optional<Checked> checked) {
        static HeadView of(Head head, Optional<Line> check, Instant now) {
            return new HeadView(
                    head.logId().toString(),
                    head.link(),
                    head.entries(),
                    head.unsealed(),
                    head.checkpoint(),
                    check.map(line -> {
                        JsonNode entry = read(line.text());
                        return new Checked(
                                entry.path("result").asText(),
                                entry.path("entries").asText(),
                                ShownText.of(entry.path("actor").path("id").asText()),
                                Moment.ago(time(entry), now));
                    }));
        }
    }

    /** When the chain was last computed again, and what came out. */
    record Checked(String result, String entries, ShownText by, Moment at) {
        public boolean whole() {
            return result.equals("whole");
        }
    }

    /** What is searched for; empty text does not narrow. */
    record Filter(String kind, String approval, String agent, String server, String person, String from, String to) {}
}
