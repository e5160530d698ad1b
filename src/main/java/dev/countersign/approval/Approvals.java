package dev.countersign.approval;

import dev.countersign.call.ApprovalId;
import dev.countersign.call.PersonName;
import java.util.Optional;

/** The one service that decides, behind every channel. Blocking; each call is one transaction. */
public interface Approvals {

    /** A person votes. Rights, owner rule, digest and expiry are judged now, inside the transaction. */
    VoteResult vote(VoteRequest request);

    /** A person notes what they found out about an {@code unknown} call; the state stays, nothing is sent. */
    VoteResult resolve(ApprovalId id, PersonName by, boolean executed, String note, Channel via, String auth);

    /** A person looks into an {@code unknown} call, so that the others know; whoever did so last counts. */
    VoteResult lookInto(ApprovalId id, PersonName by, Channel via, String auth);

    /**
     * A person who approved takes the approval back: the call is {@code voided}. As long as it is {@code approved} only; once it is
     * being sent the answer is {@link VoteResult.AlreadyDecided}.
     */
    VoteResult takeBack(ApprovalId id, PersonName by, Channel via, String auth);

    /** Why the call may not be sent with these arguments in the place of the agent's, judged now; nothing changes. */
    Optional<String> objection(ApprovalId id, String argumentsText);
}
