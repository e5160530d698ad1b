package dev.countersign.demo.market;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Which way an order goes, seen from the base currency. */
public enum Side {
    BUY,
    SELL;

    /** The word on the wire. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the word on the wire. */
    public static Side of(String word) {
        for (Side side : values()) {
            if (side.word().equals(word)) {
                return side;
            }
        }
        throw new MarketException("The side must be \"buy\" or \"sell\".");
    }
}
