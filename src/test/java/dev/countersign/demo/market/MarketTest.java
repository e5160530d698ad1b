package dev.countersign.demo.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MarketTest {
    private static final String BTC = "BTC-USDT";
    private static final Optional<String> NO_NOTE = Optional.empty();

    private final Market market = Market.seeded(InstantSource.fixed(Instant.EPOCH));

    @Test
    void shouldTradeAtTheBestPriceWhenAMarketOrderComes() {
        // when
        Order order = market.place(BTC, Side.BUY, new BigDecimal("0.1"), Optional.empty());

        // then
        assertThat(order.status()).isEqualTo(Order.Status.FILLED);
        assertThat(order.fills()).containsExactly(new Level(new BigDecimal("64025"), new BigDecimal("0.1")));
        assertThat(available("USDT")).isEqualByComparingTo("43597.5");
        assertThat(available("BTC")).isEqualByComparingTo("1.6");
    }

    @Test
    void shouldWalkUpTheBookWhenTheBestPriceIsNotEnough() {
        // when
        Order order = market.place(BTC, Side.BUY, new BigDecimal("0.2"), Optional.of(new BigDecimal("64100")));

        // then
        assertThat(order.fills())
                .containsExactly(
                        new Level(new BigDecimal("64025"), new BigDecimal("0.15")),
                        new Level(new BigDecimal("64050"), new BigDecimal("0.05")));
        assertThat(market.orderBook(BTC, 1).asks().get(0).quantity()).isEqualByComparingTo("0.25");
    }

    @Test
    void shouldRestAndReserveWhenNobodyOffersTheLimit() {
        // when
        Order order = market.place(BTC, Side.BUY, new BigDecimal("0.5"), Optional.of(new BigDecimal("60000")));

        // then
        assertThat(order.status()).isEqualTo(Order.Status.OPEN);
        assertThat(balance("USDT").reserved()).isEqualByComparingTo("30000");
        assertThat(available("USDT")).isEqualByComparingTo("20000");
    }

    @Test
    void shouldFreeWhatWasReservedWhenAnOrderIsCancelled() {
        // given
        Order order = market.place(BTC, Side.SELL, BigDecimal.ONE, Optional.of(new BigDecimal("70000")));

        // when
        Order cancelled = market.cancel(order.orderId());

        // then
        assertThat(cancelled.status()).isEqualTo(Order.Status.CANCELLED);
        assertThat(balance("BTC").reserved()).isEqualByComparingTo("0");
        assertThat(available("BTC")).isEqualByComparingTo("1.5");
    }

    @Test
    void shouldSayWhatIsMissingWhenTheBalanceIsTooSmall() {
        // when, then
        assertThatThrownBy(() -> market.send(
                        Transfer.Kind.TRANSFER, "USDT", new BigDecimal("50000.01"), "cold-storage", NO_NOTE))
                .isInstanceOf(MarketException.class)
                .hasMessage("Insufficient balance: the transfer needs 50000.01 USDT, available are 50000.");
    }

    @Test
    void shouldSendTwiceWhenATransferIsRepeated() {
        // when
        market.send(Transfer.Kind.TRANSFER, "USDT", new BigDecimal("0.1"), "a", NO_NOTE);
        market.send(Transfer.Kind.WITHDRAWAL, "USDT", new BigDecimal("0.2"), "b", NO_NOTE);

        // then
        assertThat(available("USDT")).isEqualTo(new BigDecimal("49999.7"));
        assertThat(market.transfers()).extracting(Transfer::transferId).containsExactly("wd-502", "tr-501");
    }

    @Test
    void shouldRefuseACancellationWhenTheOrderIsFilled() {
        // given
        Order order = market.place(BTC, Side.SELL, new BigDecimal("0.1"), Optional.empty());

        // when, then
        assertThatThrownBy(() -> market.cancel(order.orderId())).hasMessage("Order ord-1001 is already filled.");
    }

    @Test
    void shouldRefuseEverythingWhenTheAccountIsClosed() {
        // given
        market.place(BTC, Side.SELL, BigDecimal.ONE, Optional.of(new BigDecimal("70000")));

        // when
        var cancelled = market.close();

        // then
        assertThat(cancelled).hasSize(1);
        assertThatThrownBy(() -> market.send(Transfer.Kind.TRANSFER, "USDT", BigDecimal.ONE, "a", NO_NOTE))
                .hasMessageStartingWith("The account is closed");
    }

    private Balance balance(String currency) {
        return market.balances().stream()
                .filter(balance -> balance.currency().equals(currency))
                .findFirst()
                .orElseThrow();
    }

    private BigDecimal available(String currency) {
        return balance(currency).available();
    }
}
