package dev.countersign.demo.market;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** What the others in the market offer on one pair: best price first. Not safe for threads: {@link Market} locks. */
final class OrderBook {
    private final TreeMap<BigDecimal, BigDecimal> bids = new TreeMap<>(Collections.reverseOrder());
    private final TreeMap<BigDecimal, BigDecimal> asks = new TreeMap<>();

    /** A book with so many levels on both sides of {@code middle}, {@code step} apart, deeper away from it. */
    static OrderBook around(BigDecimal middle, BigDecimal step, BigDecimal quantity, int levels) {
        OrderBook book = new OrderBook();
        for (int i = 1; i <= levels; i++) {
            BigDecimal away = step.multiply(BigDecimal.valueOf(i));
            BigDecimal size = quantity.multiply(BigDecimal.valueOf(i));
            book.bids.put(middle.subtract(away), size);
            book.asks.put(middle.add(away), size);
        }
        return book;
    }

    /** What an order would get now, best price first, without taking it. */
    List<Level> match(Side side, BigDecimal quantity, Optional<BigDecimal> limit) {
        List<Level> fills = new ArrayList<>();
        BigDecimal left = quantity;
        for (var level : against(side).entrySet()) {
            if (left.signum() == 0 || (limit.isPresent() && !acceptable(side, level.getKey(), limit.get()))) {
                break;
            }
            BigDecimal taken = left.min(level.getValue());
            fills.add(new Level(level.getKey(), taken));
            left = left.subtract(taken);
        }
        return fills;
    }

    /** Takes what {@link #match} found out of the book. */
    void take(Side side, List<Level> fills) {
        for (Level fill : fills) {
            against(side).computeIfPresent(fill.price(), (price, there) -> {
                BigDecimal left = there.subtract(fill.quantity());
                return left.signum() > 0 ? left : null;
            });
        }
    }

    List<Level> bids() {
        return levels(bids);
    }

    List<Level> asks() {
        return levels(asks);
    }

    private NavigableMap<BigDecimal, BigDecimal> against(Side side) {
        return side == Side.BUY ? asks : bids;
    }

    private static boolean acceptable(Side side, BigDecimal price, BigDecimal limit) {
        return side == Side.BUY ? price.compareTo(limit) <= 0 : price.compareTo(limit) >= 0;
    }

    private static List<Level> levels(NavigableMap<BigDecimal, BigDecimal> side) {
        return side.entrySet().stream()
                .map(level -> new Level(level.getKey(), level.getValue()))
                .toList();
    }
}
