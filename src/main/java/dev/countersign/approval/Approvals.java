package dev.countersign.approval;

import dev.countersign.call.ApprovalId;
import dev.countersign.call.PersonName;

/** The one service that decides, behind every channel. Blocking; each call is one transaction. */
public interface Approvals {

    /** A person votes. Rights, owner rule, digest and expiry are judged now, inside the transaction. */
    VoteResult vote(VoteRequest request);

    /** A person notes what they found out about an {@code unknown} call; the state stays, nothing is sent. */
    VoteResult resolve(ApprovalId id, PersonName by, boolean executed, String note, Channel via, String auth);
}
