package dev.countersign.approval.store;

/**
 * What one transaction said of a vote.
 *
 * @param version the call's version then: the answer is made from that record, also when it is given again
 */
record Verdict(Kind kind, long version, String reason) {

    /** The answers of the contract. */
    enum Kind {
        RECORDED(true),
        DECIDED(true),
        EXPIRED(true),
        MISMATCH(true),
        INVALID(false),
        FORBIDDEN(false),
        NOT_FOUND(false),
        KEY_REUSED(false);

        private final boolean remembered;

        Kind(boolean remembered) {
            this.remembered = remembered;
        }

        /** Whether the same idempotency key is answered so again, whatever happened since. */
        boolean remembered() {
            return remembered;
        }
    }

    static Verdict of(Kind kind) {
        return new Verdict(kind, 0, "");
    }

    static Verdict of(Kind kind, Locked call) {
        return new Verdict(kind, call.row.version, "");
    }
}
