package dev.countersign.demo.market;

/** A refusal of the exchange in words that its caller may read: what was wrong and what would be right. */
public final class MarketException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MarketException(String message) {
        super(message);
    }
}
