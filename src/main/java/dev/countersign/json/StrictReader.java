package dev.countersign.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.countersign.json.DoubtfulJsonException.Doubt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON text token by token at level S of the security design, section 3, and says at which bytes a token stands, so that
 * parts can be cut out of the original.
 *
 * <p>What is no JSON in UTF-8 and what is beyond a limit is thrown. A member that stands twice is noted ({@link #duplicate}) and
 * reading goes on, because only the caller knows what the place means. One thread, one text.
 */
public final class StrictReader implements AutoCloseable {

    /** Depth, members, tokens and numbers are counted here, by our limits and with our wording. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** The parser refuses such names by itself, at any level; only its wording tells (a test watches it). */
    private static final String NAME_WITH_HALF_A_PAIR = "surrogate";

    private final JsonParser parser;
    private final JsonLimits limits;
    private final int from;
    private @Nullable SiblingNames[] open = new @Nullable SiblingNames[8];
    private int depth;
    private int tokens;
    private @Nullable DoubtfulJsonException duplicate;

    private StrictReader(JsonParser parser, JsonLimits limits, int from) {
        this.parser = parser;
        this.limits = limits;
        this.from = from;
    }

    /** Reads the whole array. */
    public static StrictReader of(byte[] utf8, JsonLimits limits) throws DoubtfulJsonException {
        return of(utf8, 0, utf8.length, limits);
    }

    /** Reads a part of the array; offsets are those of the array. */
    public static StrictReader of(byte[] utf8, int from, int to, JsonLimits limits) throws DoubtfulJsonException {
        Utf8.check(utf8, from, to);
        try {
            return new StrictReader(FACTORY.createParser(utf8, from, to - from), limits, from);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    /** The next token; a text that ends before its value does is malformed. */
    public JsonToken next() throws DoubtfulJsonException {
        JsonToken token = advance();
        if (token == null) {
            throw new DoubtfulJsonException(Doubt.MALFORMED, "no JSON value", "1:1");
        }
        if (++tokens > limits.tokens()) {
            throw doubt(Doubt.MALFORMED, "more than " + limits.tokens() + " tokens");
        }
        count(token);
        return token;
    }

    /** Makes sure that nothing but white space follows. */
    public void end() throws DoubtfulJsonException {
        if (advance() != null) {
            throw malformed("text after the value");
        }
    }

    /** Goes to the end of the value whose first token was just read. */
    public void skip() throws DoubtfulJsonException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
            int outer = depth - 1;
            while (depth > outer) {
                next();
            }
        }
    }

    /** Whether the token just read opens an object. */
    public boolean isObject() {
        return parser.hasToken(JsonToken.START_OBJECT);
    }

    /** Offset of the first byte of the current token. */
    public int start() {
        return from + (int) parser.currentTokenLocation().getByteOffset();
    }

    /** Offset behind the last byte of the current token, which is no member name. */
    public int stop() throws DoubtfulJsonException {
        try {
            parser.finishToken();
        } catch (IOException e) {
            throw malformed(e);
        }
        return from + (int) parser.currentLocation().getByteOffset();
    }

    /** The current name, text or number, unescaped. */
    public String text() throws DoubtfulJsonException {
        try {
            return parser.getText();
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    /** Objects and arrays that are open. */
    public int depth() {
        return depth;
    }

    /** JSON Pointer of the current token, empty for the whole text. */
    public String pointer() {
        return parser.getParsingContext().pathAsPointer(false).toString();
    }

    /** The first member that stands twice, as far as was read. */
    public Optional<DoubtfulJsonException> duplicate() {
        return Optional.ofNullable(duplicate);
    }

    /** A doubt about the current token, to be thrown. */
    public DoubtfulJsonException doubt(Doubt doubt, String reason) {
        String pointer = pointer();
        return new DoubtfulJsonException(doubt, reason, pointer.isEmpty() ? "the whole text" : pointer);
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing a reader of memory failed", e);
        }
    }

    private @Nullable JsonToken advance() throws DoubtfulJsonException {
        try {
            return parser.nextToken();
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    private void count(JsonToken token) throws DoubtfulJsonException {
        if (token == JsonToken.FIELD_NAME) {
            note();
        } else if (token.isStructStart()) {
            if (++depth > limits.depth()) {
                throw malformed("nested deeper than " + limits.depth());
            }
            if (depth == open.length) {
                open = Arrays.copyOf(open, depth * 2);
            }
        } else if (token.isStructEnd()) {
            SiblingNames names = open[depth--];
            if (names != null) {
                names.clear();
            }
        }
    }

    private void note() throws DoubtfulJsonException {
        SiblingNames names = open[depth];
        if (names == null) {
            names = new SiblingNames();
            open[depth] = names;
        }
        if (!names.add(text())) {
            duplicate = duplicate == null ? doubt(Doubt.DUPLICATE, "a member that stands twice") : duplicate;
        } else if (names.size() > limits.members()) {
            throw malformed("an object with more than " + limits.members() + " members");
        }
    }

    private DoubtfulJsonException malformed(String reason) {
        return new DoubtfulJsonException(Doubt.MALFORMED, reason, position());
    }

    /** The parser's own sentence is not repeated: it quotes the text. */
    private DoubtfulJsonException malformed(IOException e) {
        if (e instanceof JsonEOFException) {
            return malformed("JSON that ends too early");
        }
        if (e instanceof StreamReadException fault && fault.getOriginalMessage().contains(NAME_WITH_HALF_A_PAIR)) {
            return new DoubtfulJsonException(Doubt.AMBIGUOUS, "half of a surrogate pair in a member name", position());
        }
        if (e instanceof StreamReadException) {
            return malformed("malformed JSON");
        }
        throw new UncheckedIOException("reading from memory failed", e);
    }

    private String position() {
        var here = parser.currentLocation();
        return here.getLineNr() + ":" + Math.max(1, here.getColumnNr());
    }
}
