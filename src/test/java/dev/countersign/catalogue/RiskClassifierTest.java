package dev.countersign.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.call.Risk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RiskClassifierTest {

    private final RiskClassifier classifier = new RiskClassifier();

    /** The cancel tools of five real servers, with the first sentence that each of them gives. */
    @ParameterizedTest
    @CsvSource({
        "cancel_order, Cancel a single open order by orderId or clientOrderId., DESTRUCTIVE",
        "binance_us_cust_cancel_order, Cancel an active custodial trade order., DESTRUCTIVE",
        "binance_us_cancel_order, Cancel an active order on Binance.US. Either orderId must be provided., FINANCIAL",
        "BinanceSpotCancelOpenTWAPOrder,"
                + " The Cancel Algo Order API allows users to cancel an open TWAP algorithmic order for spot trading on Binance.,"
                + " DESTRUCTIVE",
        "cancel_order, Cancels an existing open order on an exchange. API authentication is handled externally., FINANCIAL"
    })
    void shouldTellLostOrdersFromEndedCommitmentsWhenAToolCancels(String name, String description, Risk expected) {
        // given a tool of a real server
        ToolDefinition tool = Tools.named(name, description);

        // when it is classed
        Classified classified = classifier.classify(tool);

        // then its own words decide
        assertThat(classified.risk()).as(classified.evidence()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "get_item, Get an item., READ",
        "update_item, Updates an item., WRITE",
        "run_job, Run a job., EXECUTE",
        "transfer_funds, Moves funds., FINANCIAL",
        "delete_item, Deletes an item., DESTRUCTIVE",
        "set_leverage, Set the leverage of a symbol., FINANCIAL",
        "transfer, Look up something., FINANCIAL",
        "withdraw_history, Fetch withdraw history., READ",
        "frobnicate, '', EXECUTE",
        "close_tab, Close a tab., WRITE",
        "getAndWipe, Wipes the disk., DESTRUCTIVE"
    })
    void shouldTakeTheGraverOfNameAndSentence(String name, String description, Risk expected) {
        Classified classified = classifier.classify(Tools.named(name, description));

        assertThat(classified.risk()).as(classified.evidence()).isEqualTo(expected);
    }

    @Test
    void shouldSayInOneLineWhatDecided() {
        // given
        ToolDefinition tool = Tools.named("binance_us_cancel_order", "Cancel an active order on Binance.US.");

        // when
        String evidence = classifier.classify(tool).evidence();

        // then
        assertThat(evidence)
                .isEqualTo("Name: \"cancel\" ends an order at its venue (\"order on Binance.US\"): financial."
                        + " Description: \"Cancel an active order on Binance.US.\"");
    }

    @Test
    void shouldSayThatThereIsNoDescriptionWhenItOnlyRepeatsTheName() {
        Classified classified = classifier.classify(Tools.named("delete_item", "Delete item"));

        assertThat(classified.evidence()).endsWith("destructive. There is no description.");
    }

    @ParameterizedTest
    @CsvSource({
        "get_thing, readOnlyHint, false, WRITE",
        "get_thing, destructiveHint, true, WRITE",
        "delete_everything, readOnlyHint, true, DESTRUCTIVE",
        "quux, destructiveHint, true, DESTRUCTIVE",
        "quux, readOnlyHint, true, EXECUTE"
    })
    void shouldRaiseButNeverLowerAClassWhenTheServerAnnotatesItsTool(
            String name, String hint, boolean value, Risk expected) {
        // given
        ToolDefinition tool =
                Tools.json("{\"name\":\"" + name + "\",\"annotations\":{\"" + hint + "\":" + value + "}}");

        // when, then
        assertThat(classifier.classify(tool).risk()).isEqualTo(expected);
    }
}
