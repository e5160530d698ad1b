package dev.countersign.gateway.protocol;

import com.fasterxml.jackson.core.JsonToken;
import dev.countersign.json.DoubtfulJsonException;
import dev.countersign.json.JsonLimits;
import dev.countersign.json.StrictReader;
import java.util.Optional;

/** Finds one value in a JSON text by the names that lead to it, after a strict scan of the whole text. */
public final class Located {

    private Located() {}

    /**
     * Where the value stands.
     *
     * @param path names of members, outermost first
     * @return empty when some member on the way is missing or no object
     * @throws DoubtfulJsonException when the text, anywhere, is no strict JSON or has a member that stands twice
     */
    public static Optional<Span> value(byte[] text, String... path) throws DoubtfulJsonException {
        return value(text, new Span(0, text.length), path);
    }

    /** As {@link #value(byte[], String...)}, in a part of a text; offsets are those of the whole. */
    public static Optional<Span> value(byte[] text, Span within, String... path) throws DoubtfulJsonException {
        try (StrictReader reader = StrictReader.of(text, within.from(), within.to(), JsonLimits.DEFAULT)) {
            reader.next();
            Optional<Span> found = find(reader, path, 0);
            reader.end();
            if (reader.duplicate().isPresent()) {
                throw reader.duplicate().get();
            }
            return found;
        }
    }

    private static Optional<Span> find(StrictReader reader, String[] path, int step) throws DoubtfulJsonException {
        int from = reader.start();
        if (step == path.length || !reader.isObject()) {
            reader.skip();
            return step == path.length ? Optional.of(new Span(from, reader.stop())) : Optional.empty();
        }
        Optional<Span> found = Optional.empty();
        while (reader.next() != JsonToken.END_OBJECT) {
            boolean onTheWay = reader.text().equals(path[step]);
            reader.next();
            if (onTheWay) {
                found = find(reader, path, step + 1);
            } else {
                reader.skip();
            }
        }
        return found;
    }
}
