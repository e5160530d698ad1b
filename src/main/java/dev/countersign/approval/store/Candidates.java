package dev.countersign.approval.store;

import dev.countersign.approval.ReleaseDesk.Candidate;
import dev.countersign.call.AgentName;
import dev.countersign.call.Digest;
import dev.countersign.call.PersonName;
import dev.countersign.call.RawArguments;
import dev.countersign.call.RulePointer;
import dev.countersign.call.ServerName;
import dev.countersign.call.ToolName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** What would be sent for a call: the agent's arguments, or those that an approver put in. */
@ApplicationScoped
class Candidates {

    private final Session entities;

    Candidates(Session entities) {
        this.entities = entities;
    }

    /** Other arguments with their own digest. */
    record Edited(String text, Digest digest, Candidate candidate) {}

    /** What an edit would send. */
    Edited edited(Locked call, String arguments) {
        PayloadRow payload = payload(call);
        Digest digest = Digest.of(
                new ServerName(call.row.server),
                new ToolName(call.row.tool),
                new AgentName(call.row.agent),
                RawArguments.of(arguments),
                payload.alsoSent);
        return new Edited(arguments, digest, candidate(call, payload, arguments));
    }

    /** Keeps the edit beside the agent's own text, which stays on record. */
    void keep(Locked call, Edited edited, PersonName by) {
        if (edited.digest().value().equals(call.row.editedDigest)) {
            return; // the same text again: it stays the edit of who wrote it first
        }
        call.row.editedBy = by.value();
        call.row.editedDigest = edited.digest().value();
        entities.createNativeMutationQuery("""
                        insert into held_edit (id, digest, arguments) values (:id, :digest, :arguments)
                        on conflict (id, digest) do nothing""")
                .setParameter("id", call.row.id)
                .setParameter("digest", edited.digest().value())
                .setParameter("arguments", edited.text())
                .executeUpdate();
    }

    PayloadRow payload(Locked call) {
        @Nullable PayloadRow payload = entities.find(PayloadRow.class, call.row.id);
        if (payload == null) {
            throw new IllegalStateException("held call " + call.row.id + " has no payload");
        }
        return payload;
    }

    /** The edited arguments, when the approvals name them instead of the agent's own. */
    Optional<String> approvedEdit(Locked call) {
        String approved = call.quorum()
                .decidedOn(call.state().votes())
                .orElseThrow(
                        () -> new IllegalStateException("the votes on held call " + call.row.id + " decide nothing"))
                .value();
        if (approved.equals(call.row.digest)) {
            return Optional.empty();
        }
        String text = entities.createNativeQuery(
                        "select arguments from held_edit where id = :id and digest = :digest", String.class)
                .setParameter("id", call.row.id)
                .setParameter("digest", approved)
                .getSingleResult();
        if (!edited(call, text).digest().value().equals(approved)) {
            throw new IllegalStateException(
                    "the edit of held call " + call.row.id + " is not the one that was approved");
        }
        return Optional.of(text);
    }

    Candidate candidate(Locked call, PayloadRow payload, @Nullable String editedArguments) {
        return new Candidate(
                call.id(),
                new ServerName(call.row.server),
                new ToolName(call.row.tool),
                new AgentName(call.row.agent),
                new PersonName(call.row.owner),
                editedArguments == null ? payload.arguments : editedArguments,
                editedArguments != null || payload.hasArguments,
                payload.alsoSent,
                new Digest(call.row.digest),
                Optional.ofNullable(call.row.toolPin),
                call.row.serverIdentity,
                new RulePointer(call.row.rulePointer));
    }
}
