package dev.countersign.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.demo.market.MarketException;
import java.math.BigDecimal;
import java.util.Optional;

/** The arguments of one call, read by name; what is missing or wrong is said in words. */
final class Arguments {
    private static final int DECIMALS = 18;
    private static final BigDecimal MOST = BigDecimal.TEN.pow(12);

    private final JsonNode values;

    Arguments(JsonNode values) {
        this.values = values;
    }

    String text(String name) {
        return optionalText(name).orElseThrow(() -> missing(name, "a text"));
    }

    Optional<String> optionalText(String name) {
        JsonNode value = values.path(name);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw missing(name, "a text that is not empty");
        }
        return Optional.of(value.textValue());
    }

    BigDecimal amount(String name) {
        return optionalAmount(name).orElseThrow(() -> missing(name, "a number above zero"));
    }

    /** An exact decimal above zero with at most 18 decimal places. */
    Optional<BigDecimal> optionalAmount(String name) {
        JsonNode value = values.path(name);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isNumber() || value.decimalValue().signum() <= 0) {
            throw missing(name, "a number above zero");
        }
        BigDecimal amount = value.decimalValue();
        if (amount.scale() > DECIMALS || amount.compareTo(MOST) > 0) {
            throw missing(name, "at most " + MOST.toPlainString() + ", with at most " + DECIMALS + " decimal places");
        }
        return Optional.of(amount);
    }

    /** A whole number from 1 to {@code most}, or {@code otherwise} when it is not there. */
    int count(String name, int otherwise, int most) {
        JsonNode value = values.path(name);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isInt() || value.intValue() < 1 || value.intValue() > most) {
            throw missing(name, "a whole number from 1 to " + most);
        }
        return value.intValue();
    }

    boolean confirmed(String name) {
        return values.path(name).asBoolean(false);
    }

    private static MarketException missing(String name, String wanted) {
        return new MarketException("The argument \"" + name + "\" has to be " + wanted + ".");
    }
}
