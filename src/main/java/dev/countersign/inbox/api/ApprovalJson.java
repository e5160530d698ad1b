package dev.countersign.inbox.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.countersign.approval.ApprovalView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An approval as REST shows it.
 *
 * @param arguments the agent's own text as JSON value; absent when the call had none
 * @param argumentsText the same text as a string, byte for byte
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApprovalJson(
        String id,
        String state,
        long version,
        String server,
        String tool,
        String agent,
        String owner,
        @JsonRawValue @Nullable String arguments,
        String argumentsText,
        @Nullable String alsoSent,
        @Nullable String meta,
        String digest,
        Rule rule,
        String risk,
        String createdAt,
        String expiresAt,
        boolean attached,
        Quorum quorum,
        List<Vote> votes,
        @Nullable Edited edited,
        @Nullable Outcome outcome,
        @Nullable Resolution resolution,
        @Nullable String voidedBy,
        List<String> sameAs) {

    /** The rule that holds the call. */
    public record Rule(String pointer, String message, String policyVersion) {}

    /** Approvals needed, approvals counted, groups that may vote. */
    public record Quorum(int required, int approvals, List<String> groups) {}

    /** One vote. */
    public record Vote(String by, String decision, String comment, String at) {}

    /** What is sent instead of the agent's arguments. */
    public record Edited(String argumentsText, String digest, String by) {}

    /** How it ended at the server. */
    public record Outcome(
            String at, @JsonProperty("isError") boolean isError, String text) {}

    /** What a person found out. */
    public record Resolution(String finding, String note, String by, String at) {}

    /** What REST shows of a call. */
    public static ApprovalJson of(ApprovalView view) {
        return new ApprovalJson(
                view.id().toString(),
                view.status().word(),
                view.version(),
                view.server().value(),
                view.tool().value(),
                view.agent().value(),
                view.owner().value(),
                orNull(view.argumentsText()),
                view.argumentsText(),
                orNull(view.alsoSent()),
                orNull(view.meta()),
                view.digest().value(),
                new Rule(
                        view.rule().pointer().value(),
                        view.rule().message(),
                        view.rule().policyVersion()),
                view.risk().word(),
                view.createdAt().toString(),
                view.expiresAt().toString(),
                view.attached(),
                new Quorum(
                        view.quorum().required(),
                        view.quorum().approvals(),
                        view.quorum().groups().stream().sorted().toList()),
                view.votes().stream()
                        .map(v -> new Vote(v.by().value(), v.decision().word(), v.comment(), v.at().toString()))
                        .toList(),
                view.edited()
                        .map(e -> new Edited(e.argumentsText(), e.digest().value(), e.by().value()))
                        .orElse(null),
                view.outcome()
                        .map(o -> new Outcome(o.at().toString(), o.isError(), o.text()))
                        .orElse(null),
                view.resolution().map(ApprovalJson::resolution).orElse(null),
                view.voidedBy().orElse(null),
                view.sameAs().stream().map(Object::toString).toList());
    }

    private static Resolution resolution(ApprovalView.Resolution r) {
        return new Resolution(r.executed() ? "executed" : "not-executed", r.note(), r.by().value(), r.at().toString());
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
