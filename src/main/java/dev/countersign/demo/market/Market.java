package dev.countersign.demo.market;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * One account on a small exchange. Every method is one step under one lock: it happens wholly, or it throws
 * {@link MarketException} and nothing has changed. Repeating a step does it again; that is what makes approvals worth
 * having.
 */
public final class Market {
    private static final int LEVELS = 8;

    private final InstantSource clock;
    private final Map<String, Pair> pairs = new LinkedHashMap<>();
    private final Map<String, OrderBook> books = new LinkedHashMap<>();
    private final Map<String, Balance> balances = new LinkedHashMap<>();
    private final Map<String, Order> orders = new LinkedHashMap<>();
    private final List<Transfer> transfers = new ArrayList<>();
    private boolean closed;

    private Market(InstantSource clock) {
        this.clock = clock;
    }

    /** A market with two pairs and an account that has something to lose. */
    public static Market seeded(InstantSource clock) {
        Market market = new Market(clock);
        market.list(new Pair("BTC", "USDT"), "64000", "25", "0.15");
        market.list(new Pair("ETH", "USDT"), "3200", "2", "1.5");
        Stream.of("USDT:50000", "BTC:1.5", "ETH:20")
                .map(text -> text.split(":", 2))
                .forEach(part ->
                        market.balances.put(part[0], new Balance(part[0], new BigDecimal(part[1]), BigDecimal.ZERO)));
        return market;
    }

    private void list(Pair pair, String middle, String step, String quantity) {
        pairs.put(pair.symbol(), pair);
        OrderBook book =
                OrderBook.around(new BigDecimal(middle), new BigDecimal(step), new BigDecimal(quantity), LEVELS);
        books.put(pair.symbol(), book);
    }

    /** The best {@code depth} prices on both sides. */
    public synchronized BookView orderBook(String symbol, int depth) {
        OrderBook book = book(symbol);
        return new BookView(
                symbol,
                book.bids().stream().limit(depth).toList(),
                book.asks().stream().limit(depth).toList());
    }

    /** What the market offers on a pair, best price first. */
    public record BookView(String symbol, List<Level> bids, List<Level> asks) {}

    /** All balances, in the order they were opened. */
    public synchronized List<Balance> balances() {
        return List.copyOf(balances.values());
    }

    /** Orders, newest first, of one pair and in one status when asked so. */
    public synchronized List<Order> orders(Optional<String> symbol, Optional<Order.Status> status) {
        List<Order> found = new ArrayList<>(orders.values().stream()
                .filter(order -> symbol.map(order.symbol()::equals).orElse(true))
                .filter(order -> status.map(wanted -> order.status() == wanted).orElse(true))
                .toList());
        Collections.reverse(found);
        return found;
    }

    /** What left the account, newest first. */
    public synchronized List<Transfer> transfers() {
        List<Transfer> newest = new ArrayList<>(transfers);
        Collections.reverse(newest);
        return newest;
    }

    /** Trades at once what the book offers at the limit or better; the rest of a limit order rests, that of a market order lapses. */
    public synchronized Order place(String symbol, Side side, BigDecimal quantity, Optional<BigDecimal> limit) {
        open();
        OrderBook book = book(symbol);
        Pair pair = pair(symbol);
        List<Level> fills = book.match(side, quantity, limit);
        if (fills.isEmpty() && limit.isEmpty()) {
            throw new MarketException("Nobody offers " + symbol + " now; place a limit order with a price.");
        }
        BigDecimal filled = sum(fills.stream().map(Level::quantity));
        BigDecimal rest = limit.isPresent() ? quantity.subtract(filled) : BigDecimal.ZERO;
        BigDecimal turnover = sum(fills.stream().map(Level::cost));
        BigDecimal pay = side == Side.BUY ? turnover : filled;
        BigDecimal reserve = reserved(side, rest, limit);
        require(pair.paidWith(side), pay.add(reserve), "the order needs");

        book.take(side, fills);
        change(pair.paidWith(side), balance -> balance.plus(pay.negate()).reserve(reserve));
        change(pair.received(side), balance -> balance.plus(side == Side.BUY ? filled : turnover));
        Order.Status status = rest.signum() > 0 ? Order.Status.OPEN : ended(filled, quantity);
        Order order = new Order(
                "ord-" + (1001 + orders.size()), symbol, side, quantity, limit, filled, status, fills, clock.instant());
        orders.put(order.orderId(), order);
        return order;
    }

    /** Takes an order out of the book; what was set aside for it is free again. */
    public synchronized Order cancel(String orderId) {
        open();
        Order order = Optional.ofNullable(orders.get(orderId))
                .orElseThrow(() -> new MarketException("There is no order \"" + orderId + "\"; see get_orders."));
        if (order.status() != Order.Status.OPEN) {
            throw new MarketException(
                    "Order " + orderId + " is already " + order.status().word() + ".");
        }
        BigDecimal reserve = reserved(order.side(), order.remaining(), order.price());
        Pair pair = pair(order.symbol());
        change(pair.paidWith(order.side()), balance -> balance.reserve(reserve.negate()));
        Order cancelled = order.cancelled();
        orders.put(orderId, cancelled);
        return cancelled;
    }

    /** Sends money to another account of this exchange, or out of it. Final. */
    public synchronized Transfer send(
            Transfer.Kind kind, String currency, BigDecimal amount, String to, Optional<String> note) {
        open();
        require(currency, amount, "the " + kind.word() + " needs");
        change(currency, balance -> balance.plus(amount.negate()));
        String id = (kind == Transfer.Kind.TRANSFER ? "tr-" : "wd-") + (501 + transfers.size());
        Transfer transfer = new Transfer(id, kind, currency, amount, to, note, clock.instant());
        transfers.add(transfer);
        return transfer;
    }

    /** Cancels what is open and closes the account for ever. */
    public synchronized List<Order> close() {
        open();
        List<Order> cancelled = orders(Optional.empty(), Optional.of(Order.Status.OPEN)).stream()
                .map(order -> cancel(order.orderId()))
                .toList();
        closed = true;
        return cancelled;
    }

    private void open() {
        if (closed) {
            throw new MarketException("The account is closed; restart the demo to get a new one.");
        }
    }

    private OrderBook book(String symbol) {
        return Optional.ofNullable(books.get(symbol)).orElseThrow(() -> notTraded(symbol));
    }

    private Pair pair(String symbol) {
        return Optional.ofNullable(pairs.get(symbol)).orElseThrow(() -> notTraded(symbol));
    }

    private MarketException notTraded(String symbol) {
        return new MarketException(
                "\"" + symbol + "\" is not traded here; use one of " + String.join(", ", books.keySet()) + ".");
    }

    private void require(String currency, BigDecimal needed, String why) {
        Balance balance = Optional.ofNullable(balances.get(currency))
                .orElseThrow(() -> new MarketException("The account has no \"" + currency + "\"; it has "
                        + String.join(", ", balances.keySet()) + "."));
        if (balance.available().compareTo(needed) < 0) {
            throw new MarketException("Insufficient balance: " + why + " " + needed.toPlainString() + " " + currency
                    + ", available are " + balance.available().toPlainString() + ".");
        }
    }

    private void change(String currency, UnaryOperator<Balance> step) {
        balances.computeIfPresent(currency, (name, balance) -> step.apply(balance));
    }

    private static BigDecimal reserved(Side side, BigDecimal rest, Optional<BigDecimal> limit) {
        return side == Side.BUY ? limit.map(rest::multiply).orElse(BigDecimal.ZERO) : rest;
    }

    private static Order.Status ended(BigDecimal filled, BigDecimal quantity) {
        return filled.compareTo(quantity) < 0 ? Order.Status.CANCELLED : Order.Status.FILLED;
    }

    private static BigDecimal sum(Stream<BigDecimal> amounts) {
        return amounts.reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
