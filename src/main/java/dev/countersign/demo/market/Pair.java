package dev.countersign.demo.market;

/** A traded pair such as {@code BTC-USDT}: so many of {@code quote} for one {@code base}. */
record Pair(String base, String quote) {

    String symbol() {
        return base + "-" + quote;
    }

    /** The currency that an order of this side pays with. */
    String paidWith(Side side) {
        return side == Side.BUY ? quote : base;
    }

    /** The currency that an order of this side brings. */
    String received(Side side) {
        return side == Side.BUY ? base : quote;
    }
}
