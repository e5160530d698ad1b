package dev.countersign.approval;

/** Ends the process where a test asked for it; otherwise does nothing. */
@FunctionalInterface
public interface CrashPoints {

    /** No point is set. */
    CrashPoints NONE = point -> {};

    /** Called when the process has come to this point; does not return if it is the one that was asked for. */
    void reached(CrashPoint point);
}
