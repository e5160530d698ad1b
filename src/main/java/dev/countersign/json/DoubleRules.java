package dev.countersign.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Which numbers every reader takes alike: those that a double holds (level P of the security design, section 3). Every double as
 * ECMAScript prints it passes, but for integers beyond 2^53, which readers of integers take exactly and readers of doubles do not.
 */
final class DoubleRules {

    private static final int LONGEST_INTEGER = 17;
    private static final int MOST_DIGITS = 17;
    private static final long LARGEST_SAFE = (1L << 53) - 1;

    private DoubleRules() {}

    /** What is wrong with the exact text of an accepted JSON number. */
    static Optional<String> fault(String text) {
        return isInteger(text) ? integerFault(text) : decimalFault(text);
    }

    static boolean isInteger(String text) {
        return text.indexOf('.') < 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0;
    }

    /** Digits of the exponent, sign left out, 0 when there is none. */
    static int exponentDigits(String text) {
        int e = Math.max(text.indexOf('e'), text.indexOf('E'));
        if (e < 0) {
            return 0;
        }
        boolean signed = text.charAt(e + 1) == '-' || text.charAt(e + 1) == '+';
        return text.length() - e - (signed ? 2 : 1);
    }

    private static Optional<String> integerFault(String text) {
        if (text.length() > LONGEST_INTEGER || Math.abs(Long.parseLong(text)) > LARGEST_SAFE) {
            return Optional.of("an integer beyond 2^53-1, which readers round differently");
        }
        return Optional.empty();
    }

    private static Optional<String> decimalFault(String text) {
        BigDecimal exact = new BigDecimal(text);
        if (exact.precision() > MOST_DIGITS) {
            return Optional.of("a number with more than 17 significant digits");
        }
        double read = Double.parseDouble(text);
        if (Double.isInfinite(read)) {
            return Optional.of("a number beyond the range of a double");
        }
        if (!rounds(read, exact, RoundingMode.HALF_UP) && !rounds(read, exact, RoundingMode.HALF_DOWN)) {
            return Optional.of("a number that a double does not hold");
        }
        return Optional.empty();
    }

    /** Printers differ in a tie: either neighbour is what some of them write. */
    private static boolean rounds(double read, BigDecimal exact, RoundingMode ties) {
        return new BigDecimal(read)
                        .round(new MathContext(exact.precision(), ties))
                        .compareTo(exact)
                == 0;
    }
}
