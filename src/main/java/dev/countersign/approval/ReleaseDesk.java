package dev.countersign.approval;

import dev.countersign.call.AgentName;
import dev.countersign.call.ApprovalId;
import dev.countersign.call.Digest;
import dev.countersign.call.PersonName;
import dev.countersign.call.RulePointer;
import dev.countersign.call.ServerName;
import dev.countersign.call.ToolName;
import java.util.Optional;
import java.util.UUID;

/** The sending side of held calls: claim, then record what came of it. Blocking, one transaction each. */
public interface ReleaseDesk {

    /**
     * Takes the single-use right to send, for the exchange that waits here. The final gate runs in the same transaction.
     *
     * @return empty when there is nothing to send here: not approved, expired, voided meanwhile, or somebody else waits
     */
    Optional<Order> claim(ApprovalId id, UUID waiter, FinalGate gate);

    /** Whether the approved call may still be sent. */
    @FunctionalInterface
    interface FinalGate {

        /** The reason why not, or empty. Judged with the policy, catalogue and registry in force now. */
        Optional<VoidReason> refusal(Candidate candidate);
    }

    /**
     * What the final gate judges.
     *
     * @param arguments what would be sent: the edited arguments where there are any
     * @param hasArguments false: the call had none
     * @param rule that held the call
     */
    record Candidate(
            ApprovalId id,
            ServerName server,
            ToolName tool,
            AgentName agent,
            PersonName owner,
            String arguments,
            boolean hasArguments,
            String alsoSent,
            Digest digest,
            Optional<String> toolPin,
            String serverIdentity,
            RulePointer rule) {}

    /**
     * One sending, claimed.
     *
     * @param editedArguments put in the place of the message's arguments
     */
    record Order(Candidate candidate, Claim claim, NewHold.Parked parked, Optional<String> editedArguments) {}

    /**
     * Gives up what this exchange claimed without hearing of it, because the connection to the database broke at the commit: it is
     * {@code failed}, provably not sent. Without effect when it claimed nothing.
     */
    void disown(ApprovalId id, UUID waiter);

    /**
     * Records what came of a claimed sending, if it is still this attempt's to say.
     *
     * @return false when the call is no longer {@code releasing} under this claim: what the record says then is what counts
     */
    boolean conclude(ApprovalId id, Claim claim, Command end);
}
