package dev.countersign.approval;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The label of a state, for filters, metrics, pages and the database; {@link ApprovalState} carries the data. */
public enum Status {
    PARKING(false),
    PENDING(false),
    APPROVED(false),
    RELEASING(false),
    COMPLETED(true),
    FAILED(true),
    DENIED(true),
    EXPIRED(true),
    WITHDRAWN(true),
    VOIDED(true),
    UNKNOWN(true);

    private final boolean terminal;

    Status(boolean terminal) {
        this.terminal = terminal;
    }

    /** Whether no move leads out of it. */
    public boolean terminal() {
        return terminal;
    }

    /** The word of the outer contract, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the word of the outer contract. */
    public static Optional<Status> of(String word) {
        return Stream.of(values()).filter(s -> s.word().equals(word)).findFirst();
    }
}
