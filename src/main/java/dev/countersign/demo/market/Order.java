package dev.countersign.demo.market;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An order of the account.
 *
 * @param quantity of the base currency, as ordered
 * @param price the limit; empty for a market order
 * @param filled how much of {@code quantity} has been traded
 * @param fills at which prices, in the order they happened
 */
public record Order(
        String orderId,
        String symbol,
        Side side,
        BigDecimal quantity,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<BigDecimal> price,
        BigDecimal filled,
        Status status,
        List<Level> fills,
        Instant createdAt) {

    public Order {
        fills = List.copyOf(fills);
    }

    /** Where an order stands. */
    public enum Status {
        /** Rests in the book, wholly or with what is left of it. */
        OPEN,
        FILLED,
        CANCELLED;

        /** The word on the wire. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    BigDecimal remaining() {
        return quantity.subtract(filled);
    }

    Order cancelled() {
        return new Order(orderId, symbol, side, quantity, price, filled, Status.CANCELLED, fills, createdAt);
    }
}
