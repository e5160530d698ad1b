package dev.countersign.demo.market;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Money that left the account.
 *
 * @param to the receiving account, or the address outside the exchange
 */
public record Transfer(
        String transferId,
        Kind kind,
        String currency,
        BigDecimal amount,
        String to,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<String> note,
        Instant at) {

    /** Where the money went. */
    public enum Kind {
        /** To another account of this exchange. */
        TRANSFER,
        /** Out of the exchange; nobody can call it back. */
        WITHDRAWAL;

        /** The word on the wire. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
