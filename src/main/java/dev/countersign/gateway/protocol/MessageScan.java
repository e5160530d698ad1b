package dev.countersign.gateway.protocol;

import com.fasterxml.jackson.core.JsonToken;
import dev.countersign.json.DoubtfulJsonException;
import dev.countersign.json.DoubtfulJsonException.Doubt;
import dev.countersign.json.JsonLimits;
import dev.countersign.json.StrictReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one strict scan over a whole body (security design, section 3, level S): finds what is judged and where it stands, builds no
 * tree. Every message is checked, whatever its method, because every message is passed on.
 */
public final class MessageScan {

    /** Elements of one batch (protocol design, section 14). */
    static final int LARGEST_BATCH = 50;

    private final byte[] body;
    private final StrictReader reader;
    private final Faults faults = new Faults();
    private EnvelopeScan current;

    private MessageScan(byte[] body, StrictReader reader) {
        this.body = body;
        this.reader = reader;
        this.current = new EnvelopeScan(reader, body, faults);
    }

    /**
     * The messages of one body.
     *
     * @param batch whether they stood in an array; else there is exactly one
     */
    public record Messages(boolean batch, List<Message> all) {
        public Messages {
            all = List.copyOf(all);
        }
    }

    /** A body that must be one message: everywhere but in 2025-03-26. */
    public static Message message(byte[] body) throws RejectedMessageException {
        return scan(body, false).all().get(0);
    }

    /**
     * A body that is one message or a batch.
     *
     * @param batches whether the request's revision has batches ({@link Revision#hasBatches})
     * @throws RejectedMessageException what is wrong, for the answer; nothing may be sent
     */
    public static Messages scan(byte[] body, boolean batches) throws RejectedMessageException {
        try (StrictReader reader = StrictReader.of(body, JsonLimits.DEFAULT)) {
            return new MessageScan(body, reader).run(batches);
        } catch (DoubtfulJsonException e) {
            throw Faults.rejection(ErrorCodes.PARSE_ERROR, "", e.sentence());
        }
    }

    private Messages run(boolean batches) throws RejectedMessageException {
        boolean array = false;
        try {
            JsonToken first = reader.next();
            array = first == JsonToken.START_ARRAY;
            List<Message> all = array ? elements(batches) : List.of(current.read(first));
            reader.end();
            faults.raise(array ? "" : current.idText());
            return new Messages(array, all);
        } catch (DoubtfulJsonException e) {
            int code = e.doubt() == Doubt.MALFORMED ? ErrorCodes.PARSE_ERROR : current.code();
            throw Faults.rejection(code, array ? "" : current.idText(), e.sentence());
        }
    }

    private List<Message> elements(boolean batches) throws DoubtfulJsonException {
        List<Message> all = new ArrayList<>();
        if (!batches) {
            faults.note(ErrorCodes.INVALID_REQUEST, "a batch, which only 2025-03-26 has");
        }
        for (JsonToken token = reader.next(); token != JsonToken.END_ARRAY; token = reader.next()) {
            if (all.size() == LARGEST_BATCH) {
                faults.note(ErrorCodes.INVALID_REQUEST, "a batch of more than " + LARGEST_BATCH + " messages");
                reader.skip();
                continue;
            }
            current = new EnvelopeScan(reader, body, faults);
            Message message = current.read(token);
            if (message.is("initialize")) {
                faults.note(ErrorCodes.INVALID_REQUEST, "initialize inside a batch");
            }
            all.add(message);
        }
        if (all.isEmpty()) {
            faults.note(ErrorCodes.INVALID_REQUEST, "an empty batch");
        }
        return all;
    }

    /**
     * The first fault of a body. Reading goes on behind it: the request's id may come later and the error should carry it, and malformed
     * JSON anywhere weighs more.
     */
    static final class Faults {

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
}
