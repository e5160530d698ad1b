package dev.countersign.approval;

/** A command that is not legal in the state the call is in: somebody was faster. */
public final class IllegalTransition extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Status status;

    IllegalTransition(ApprovalState state, Command command) {
        super(command.label() + " is not possible in state " + state.status().word());
        this.status = state.status();
    }

    /** The state the call is in. */
    public Status status() {
        return status;
    }
}
