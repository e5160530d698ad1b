package dev.countersign.demo.market;

import java.math.BigDecimal;

/** So much of the base currency at one price. */
public record Level(BigDecimal price, BigDecimal quantity) {

    BigDecimal cost() {
        return price.multiply(quantity);
    }
}
