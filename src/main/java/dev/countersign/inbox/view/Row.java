package dev.countersign.inbox.view;

import dev.countersign.approval.ApprovalView;
import dev.countersign.approval.Status;
import dev.countersign.inbox.text.Arguments;
import dev.countersign.inbox.text.ShownText;
import java.time.Instant;

/** One call in a list: it opens the call, it does not decide. */
public record Row(
        String id,
        String state,
        String agent,
        String server,
        ShownText tool,
        Arguments.Preview preview,
        Badge risk,
        boolean pending,
        Moment expires,
        Moment since,
        boolean attached,
        int same,
        String sentence,
        String note,
        String took,
        boolean choosable) {

    private static final int LONGEST_TOOL_NAME = 80;

    /** A row that can be ticked. */
    public static Row choosable(ApprovalView call, Instant now) {
        return of(call, now, true);
    }

    /** A row that can only be opened. */
    public static Row of(ApprovalView call, Instant now) {
        return of(call, now, false);
    }

    private static Row of(ApprovalView call, Instant now, boolean choosable) {
        return new Row(
                call.id().toString(),
                call.status().word(),
                call.agent().value(),
                call.server().value(),
                ShownText.of(call.tool().value()).cut(LONGEST_TOOL_NAME),
                Arguments.of(call.argumentsText()).preview(),
                Badge.of(call.risk()),
                call.status() == Status.PENDING,
                Moment.left(call.expiresAt(), now),
                Moment.ago(call.createdAt(), now),
                call.attached(),
                call.sameAs().size(),
                Wording.sentence(call),
                Wording.note(call),
                Wording.took(call),
                choosable);
    }
}
