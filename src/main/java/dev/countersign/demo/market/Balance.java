package dev.countersign.demo.market;

import java.math.BigDecimal;

/**
 * What the account has of one currency.
 *
 * @param available free to trade, transfer or withdraw
 * @param reserved set aside for orders that rest in the book
 */
public record Balance(String currency, BigDecimal available, BigDecimal reserved) {

    Balance plus(BigDecimal amount) {
        return new Balance(currency, available.add(amount), reserved);
    }

    Balance reserve(BigDecimal amount) {
        return new Balance(currency, available.subtract(amount), reserved.add(amount));
    }
}
