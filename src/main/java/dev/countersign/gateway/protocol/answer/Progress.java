package dev.countersign.gateway.protocol.answer;

import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.protocol.Located;
import dev.countersign.gateway.protocol.Span;
import dev.countersign.gateway.protocol.Splice;
import dev.countersign.json.DoubtfulJsonException;
import dev.countersign.json.JsonText;
import java.math.BigDecimal;
import java.util.Optional;

/** Progress notifications while a call is held, and those of the server afterwards, on one growing scale. */
public final class Progress {

    private static final int DIGITS = 4;
    private static final int LONGEST_NUMBER = 64;

    private Progress() {}

    /** The value of the n-th notification: grows by 0.0001, so that a server's own small numbers still show. */
    public static BigDecimal value(long count) {
        return BigDecimal.valueOf(count, DIGITS);
    }

    /**
     * A notification of ours.
     *
     * @param token the exact text of the request's progress token
     * @param count how many there were on this stream with this one, from 1
     */
    public static RawMessage waiting(String token, long count, String message) {
        return RawMessage.of("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":"
                + token + ",\"progress\":" + value(count).toPlainString() + ",\"message\":" + JsonText.quote(message)
                + "}}");
    }

    /**
     * A server's notification for the waiting request: its token and its value are replaced, the rest stays.
     *
     * @param token the exact text of the waiting request's token
     * @param last our last value, added to the server's
     */
    public static RawMessage shifted(byte[] notification, String token, BigDecimal last)
            throws UnreadableAnswerException {
        try {
            Optional<Span> theirs = Located.value(notification, "params", "progressToken");
            Optional<Span> progress = Located.value(notification, "params", "progress");
            if (theirs.isEmpty() || progress.isEmpty()) {
                throw new UnreadableAnswerException("a progress notification without token or value");
            }
            BigDecimal sum = number(progress.get().text(notification)).add(last);
            return RawMessage.of(Splice.of(notification)
                    .replace(theirs.get(), token)
                    .replace(progress.get(), sum.toPlainString())
                    .toBytes());
        } catch (DoubtfulJsonException e) {
            throw new UnreadableAnswerException(e.sentence());
        }
    }

    /** Bounded before it is read: a short text can stand for a giant. */
    private static BigDecimal number(String text) throws UnreadableAnswerException {
        char first = text.charAt(0);
        boolean isNumber = first == '-' || (first >= '0' && first <= '9');
        int exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
        if (!isNumber || text.length() > LONGEST_NUMBER || (exponent >= 0 && text.length() - exponent > DIGITS)) {
            throw new UnreadableAnswerException("a progress value that is no plain number");
        }
        return new BigDecimal(text);
    }
}
