package dev.countersign.inbox.view;

import dev.countersign.approval.ApprovalView;
import dev.countersign.approval.ApprovalViews.Step;
import dev.countersign.call.Risk;
import dev.countersign.inbox.text.Arguments;
import dev.countersign.inbox.text.Difference;
import dev.countersign.inbox.text.FieldOrder;
import dev.countersign.inbox.text.ShownText;
import dev.countersign.inbox.text.Warning;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** One call as its page shows it, everything made from the stored record. */
public record CallView(
        Row row,
        ShownText tool,
        String owner,
        Arguments arguments,
        ShownText exact,
        int bytes,
        Optional<ShownText> alsoSent,
        Optional<ShownText> claims,
        String digest,
        String version,
        String pointer,
        ShownText message,
        String policyVersion,
        String groups,
        String deciders,
        List<Vote> votes,
        Optional<Answer> answer,
        Optional<Finding> finding,
        String watcher,
        Optional<Edited> edited,
        Optional<String> voidedBy,
        List<String> sameAs,
        List<Done> steps,
        Optional<Why> why,
        ShownText serverSays,
        List<Warning> warnings) {

    private static final Pattern USUAL_TOOL_NAME = Pattern.compile("[A-Za-z0-9_./:-]{1,128}");

    /**
     * What is known of a call besides its record.
     *
     * @param order in which the arguments are read
     * @param serverSays what the server says of the tool: a claim
     * @param why it is held, as it was kept with it; empty when nobody said
     */
    public record Known(FieldOrder order, ShownText serverSays, Optional<Why> why) {}

    /** A vote as it was cast. */
    public record Vote(String by, String decision, ShownText comment, Moment at) {}

    /** What the server answered. */
    public record Answer(boolean isError, ShownText text, Moment at) {}

    /** What a person found out about an unknown outcome. */
    public record Finding(String words, ShownText note, String by, Moment at) {}

    /** What is sent instead of the agent's arguments, or would be. */
    public record Edited(List<Difference> differences, ShownText text, String digest, String by) {}

    /** One step of the call's way. */
    public record Done(String state, String by, Moment at) {}

    /**
     * The page of a call.
     *
     * @param known what is known besides the record
     */
    public static CallView of(ApprovalView call, Known known, List<Step> steps, Instant now) {
        Arguments arguments = Arguments.of(call.argumentsText(), known.order());
        return new CallView(
                Row.of(call, now),
                ShownText.of(call.tool().value()),
                call.owner().value(),
                arguments,
                ShownText.exact(call.argumentsText()),
                call.argumentsText().getBytes(StandardCharsets.UTF_8).length,
                given(call.alsoSent()),
                given(call.meta()),
                call.digest().value(),
                Long.toString(call.version()),
                call.rule().pointer().value(),
                ShownText.of(call.rule().message()),
                call.rule().policyVersion(),
                String.join(", ", call.quorum().groups().stream().sorted().toList()),
                Wording.deciders(call),
                call.votes().stream().map(v -> vote(v, now)).toList(),
                call.outcome().map(o -> new Answer(o.isError(), ShownText.of(o.text()), Moment.ago(o.at(), now))),
                call.resolution().map(r -> finding(r, now)),
                call.watcher().map(Object::toString).orElse(""),
                call.edited().map(e -> edited(call, e)),
                call.voidedBy(),
                call.sameAs().stream().map(Object::toString).toList(),
                steps.stream()
                        .map(s -> new Done(s.status().word(), s.by(), Moment.ago(s.at(), now)))
                        .toList(),
                known.why(),
                known.serverSays(),
                warnings(call, arguments));
    }

    /** Whether approving wants the box: high or critical risk, something folded, or a tool name that may deceive. */
    public static boolean wantsConfirmation(ApprovalView call) {
        return call.risk().level().compareTo(Risk.Level.HIGH) >= 0
                || !USUAL_TOOL_NAME.matcher(call.tool().value()).matches()
                || Arguments.of(call.argumentsText()).folded();
    }

    /** The same for a text that a person put in the place of the agent's, and for the text of somebody else's edit. */
    public static boolean wantsConfirmation(ApprovalView call, Optional<String> arguments) {
        return wantsConfirmation(call)
                || arguments
                        .or(() -> call.edited().map(ApprovalView.Edit::argumentsText))
                        .filter(text -> Arguments.of(text).folded())
                        .isPresent();
    }

    /** What a reader should look at twice, in the tool's name and in the arguments. */
    public static List<Warning> warnings(ApprovalView call, Arguments arguments) {
        List<Warning> all = new ArrayList<>();
        if (!USUAL_TOOL_NAME.matcher(call.tool().value()).matches()) {
            all.add(new Warning(
                    "The tool's name has unusual characters: ",
                    ShownText.of(call.tool().value()),
                    ""));
        }
        all.addAll(Arguments.lookAt(call.tool().value()));
        all.addAll(arguments.warnings());
        if (!arguments.readable()) {
            all.add(new Warning(
                    "The arguments cannot be laid out as fields: read the exact text. ", new ShownText(List.of()), ""));
        }
        return all;
    }

    private static Optional<ShownText> given(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(ShownText.exact(text));
    }

    private static Vote vote(ApprovalView.CastVote vote, Instant now) {
        String word = vote.decision().word();
        return new Vote(vote.by().value(), word, ShownText.of(vote.comment()), Moment.ago(vote.at(), now));
    }

    private static Finding finding(ApprovalView.Resolution r, Instant now) {
        String words = r.executed() ? "It was executed" : "It was not executed";
        return new Finding(words, ShownText.of(r.note()), r.by().value(), Moment.ago(r.at(), now));
    }

    private static Edited edited(ApprovalView call, ApprovalView.Edit edit) {
        return new Edited(
                Difference.between(call.argumentsText(), edit.argumentsText()),
                ShownText.exact(edit.argumentsText()),
                edit.digest().value(),
                edit.by().value());
    }
}
