package dev.countersign.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.demo.market.Balance;
import dev.countersign.demo.market.Level;
import dev.countersign.demo.market.Market;
import dev.countersign.demo.market.Market.BookView;
import dev.countersign.demo.market.MarketException;
import dev.countersign.demo.market.Order;
import dev.countersign.demo.market.Side;
import dev.countersign.demo.market.Transfer;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The tools of the exchange: their definitions stand in {@code demo/tools.json}, what they do stands here. */
final class ExchangeTools {
    private static final int DEPTH = 5;
    private static final int DEEPEST = 50;

    private final Market market;
    private final JsonNode definitions = Json.resource("tools.json");
    private final Map<String, Function<Arguments, Object>> tools;

    ExchangeTools(Market market) {
        this.market = market;
        tools = Map.of(
                "get_order_book", call -> market.orderBook(call.text("symbol"), call.count("depth", DEPTH, DEEPEST)),
                "get_ticker", this::ticker,
                "get_balances", call -> Map.of("balances", market.balances()),
                "get_orders", this::orders,
                "get_transfers", call -> Map.of("transfers", market.transfers()),
                "place_order", this::place,
                "cancel_order", call -> market.cancel(call.text("order_id")),
                "transfer", this::transfer,
                "withdraw", this::withdraw,
                "close_account", this::closeAccount);
    }

    /** The {@code tools} of a {@code tools/list} result. */
    JsonNode definitions() {
        return definitions;
    }

    boolean has(String tool) {
        return tools.containsKey(tool);
    }

    /** The {@code tools/call} result: what happened, or with {@code isError} why nothing did. */
    ObjectNode call(String tool, JsonNode arguments) {
        Function<Arguments, Object> code = Optional.ofNullable(tools.get(tool))
                .orElseThrow(() -> new IllegalArgumentException("has() has to be asked first"));
        try {
            refuseUnknown(tool, arguments);
            JsonNode value = Json.MAPPER.valueToTree(code.apply(new Arguments(arguments)));
            ObjectNode result = result(Json.pretty(value), false);
            result.set("structuredContent", value);
            return result;
        } catch (MarketException refusal) {
            return result(String.valueOf(refusal.getMessage()), true);
        }
    }

    private static ObjectNode result(String text, boolean isError) {
        ObjectNode result = Json.MAPPER.createObjectNode();
        result.putArray("content").addObject().put("type", "text").put("text", text);
        return result.put("isError", isError);
    }

    private void refuseUnknown(String tool, JsonNode arguments) {
        Set<String> known = new HashSet<>();
        for (JsonNode definition : definitions) {
            if (definition.path("name").asText().equals(tool)) {
                definition.at("/inputSchema/properties").fieldNames().forEachRemaining(known::add);
            }
        }
        arguments.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new MarketException("The tool " + tool + " takes no argument of that name; it takes "
                        + (known.isEmpty()
                                ? "none"
                                : String.join(", ", known.stream().sorted().toList())) + ".");
            }
        });
    }

    private record Ticker(String symbol, BigDecimal bid, BigDecimal ask, BigDecimal spread) {}

    private Ticker ticker(Arguments call) {
        BookView book = market.orderBook(call.text("symbol"), 1);
        BigDecimal bid = best(book.bids());
        BigDecimal ask = best(book.asks());
        return new Ticker(book.symbol(), bid, ask, ask.subtract(bid));
    }

    private static BigDecimal best(List<Level> side) {
        return side.stream()
                .findFirst()
                .map(Level::price)
                .orElseThrow(() -> new MarketException("One side of the order book is empty now; see get_order_book."));
    }

    private Map<String, List<Order>> orders(Arguments call) {
        Optional<Order.Status> status = call.optionalText("status").map(ExchangeTools::status);
        return Map.of("orders", market.orders(call.optionalText("symbol"), status));
    }

    private static Order.Status status(String word) {
        for (Order.Status status : Order.Status.values()) {
            if (status.word().equals(word.toLowerCase(Locale.ROOT))) {
                return status;
            }
        }
        throw new MarketException("The status must be \"open\", \"filled\" or \"cancelled\".");
    }

    private Order place(Arguments call) {
        Side side = Side.of(call.text("side"));
        return market.place(call.text("symbol"), side, call.amount("quantity"), call.optionalAmount("price"));
    }

    private Transfer transfer(Arguments call) {
        return market.send(
                Transfer.Kind.TRANSFER,
                call.text("currency"),
                call.amount("amount"),
                call.text("to"),
                call.optionalText("note"));
    }

    private Transfer withdraw(Arguments call) {
        return market.send(
                Transfer.Kind.WITHDRAWAL,
                call.text("currency"),
                call.amount("amount"),
                call.text("address"),
                Optional.empty());
    }

    private record Closing(List<Order> cancelled, List<Balance> left, String status) {}

    private Closing closeAccount(Arguments call) {
        if (!call.confirmed("confirm")) {
            throw new MarketException("Closing the account is final; confirm it with \"confirm\": true.");
        }
        return new Closing(market.close(), market.balances(), "closed");
    }
}
