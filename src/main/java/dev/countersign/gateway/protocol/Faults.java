package dev.countersign.gateway.protocol;

import dev.countersign.json.DoubtfulJsonException.Doubt;
import dev.countersign.json.StrictReader;
import org.jspecify.annotations.Nullable;

/**
 * The first fault of a body. Reading goes on behind it: the request's id may come later and the error should carry it, and malformed
 * JSON anywhere weighs more.
 */
final class Faults {

    private int code;
    private @Nullable String sentence;
    private boolean duplicateNoted;

    /** Notes a fault at the reader's place, unless there was one before. */
    void note(int newCode, String what, StrictReader reader) {
        if (sentence == null) {
            note(newCode, reader.doubt(Doubt.AMBIGUOUS, what).sentence());
        }
    }

    /** Notes a fault with a sentence of its own, unless there was one before. */
    void note(int newCode, String what) {
        if (sentence == null) {
            code = newCode;
            sentence = what;
        }
    }

    /** Takes over the first duplicate that the reader met, once. */
    void noteDuplicate(int newCode, StrictReader reader) {
        if (!duplicateNoted && reader.duplicate().isPresent()) {
            duplicateNoted = true;
            note(newCode, reader.duplicate().get().sentence());
        }
    }

    void raise(String requestId) throws RejectedMessageException {
        if (sentence != null) {
            throw rejection(code, requestId, sentence);
        }
    }

    static RejectedMessageException rejection(int code, String requestId, String what) {
        return new RejectedMessageException(
                code, requestId, "The message was refused, nothing was sent: " + what + ".");
    }
}
