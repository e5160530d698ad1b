package dev.countersign.audit.verify;

/**
 * What the verifier found.
 *
 * @param text for people, some lines
 */
public record Report(Result result, String text) {

    /** The verdict, with the exit code of {@code verify-audit}. */
    public enum Result {
        /** From the first entry on, nothing left out, all of it agrees. */
        WHOLE(0),
        /** Something was changed, dropped, added or never allowed. */
        BROKEN(1),
        /** Not a file of this format. */
        UNREADABLE(2),
        /** What is there is authentic, but it is not everything. */
        PARTIAL(3);

        private final int exitCode;

        Result(int exitCode) {
            this.exitCode = exitCode;
        }

        public int exitCode() {
            return exitCode;
        }
    }
}
