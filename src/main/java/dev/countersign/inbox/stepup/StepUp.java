package dev.countersign.inbox.stepup;

import dev.countersign.approval.ApprovalView;
import dev.countersign.web.auth.Caller;
import java.util.Optional;

/**
 * Asked before an approval in the browser is recorded. The place where a stronger proof is demanded; {@link FreshLogin} is the one
 * that is built in. Denying never needs one.
 */
public interface StepUp {

    /** What the person has to do before they may approve this call, as a sentence; empty when nothing. */
    Optional<String> demand(Caller caller, ApprovalView call);
}
