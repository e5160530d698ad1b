package dev.countersign.catalogue;

import dev.countersign.call.Risk;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The vocabulary by which tools are classed (policy design, section 11). */
final class Words {

    private static final Map<Risk, String> BY_CLASS = Map.of(
            Risk.READ, """
                    get list fetch read search find query show view describe check count lookup retrieve return inspect browse
                    monitor watch ping test validate verify estimate calculate compute simulate preview analyze analyse compare
                    explain download export parse track discover summarize detect echo aggregate""",
            Risk.WRITE, """
                    create new add set put update edit modify change adjust write insert upsert append extend save store rename
                    move copy import upload post patch send publish comment reply merge push commit fork assign enable disable
                    toggle switch register tag pin schedule submit configure accept reject place initiate finalize make open
                    lock unlock archive restore freeze sync replace fill join invite apply grant subscribe claim convert""",
            Risk.EXECUTE, """
                    run exec execute executor invoke call eval evaluate start stop restart launch spawn deploy trigger scale
                    rollback rollout install upgrade build compile navigate click type press drag hover forward""",
            Risk.FINANCIAL, """
                    transfer withdraw deposit pay payout purchase buy sell trade swap redeem refund charge stake unstake borrow
                    repay lend liquidate bridge mint invest donate tip""",
            Risk.DESTRUCTIVE, """
                    delete remove drop destroy purge erase wipe truncate clear cleanup cancel close void terminate kill revoke
                    uninstall unlink prune flush reset evict""");

    private static final Map<String, Risk> VERBS = new HashMap<>();

    static {
        BY_CLASS.forEach((risk, verbs) -> set(verbs).forEach(verb -> VERBS.put(verb, risk)));
    }

    /** Verbs that are also nouns: in a name they say little. */
    static final Set<String> ALSO_NOUNS = set("""
            transfer withdraw deposit trade swap stake charge refund mint bridge tip pay test open close watch request tag lock
            store type scale count subscribe claim convert""");

    /** With one of these behind it, a write or an execution moves money. */
    static final Set<String> MONEY = set("""
            order orders trade trades position positions leverage margin loan payment payments payout payouts invoice invoices
            refund refunds charge charges transfer transfers withdrawal withdrawals deposit deposits withdraw swap swaps fund
            funds subscription subscriptions checkout collateral liquidity stake staking settlement conversion oco""");

    /** Money words for {@code subscribe}, {@code claim} and {@code convert} only. */
    static final Set<String> MONEY_FOR_CLAIMS =
            set("product products reward rewards coin coins crypto earn dust assets tokens quote amount");

    static final Set<String> CLAIMS = Set.of("subscribe", "claim", "convert");

    /** Verbs that end something: an order at its venue, or a thing for good. */
    static final Set<String> ENDINGS = Set.of("cancel", "close", "void", "terminate");

    static final Set<String> ORDERS = Set.of("order", "orders", "oco");

    /** Words that say that a tool only tells about what another one does. */
    static final Set<String> TELLING = set("""
            history address addresses fee fees status info information detail details list record records limit limits quota
            rate rates price prices stats statistics summary log logs account accounts balance balances report reports type
            types id ids network networks asset assets config settings""");

    private Words() {}

    private static Set<String> set(String words) {
        return Set.of(words.trim().split("\\s+"));
    }

    /** The class of a verb, as it is. */
    static Optional<Risk> verb(String word) {
        return Optional.ofNullable(VERBS.get(word));
    }

    /** The verb that a word of a sentence is: as it is, or without s, es, ing, or with y for ies, e for ing. */
    static Optional<String> stem(String word) {
        return Optional.of(word)
                .filter(VERBS::containsKey)
                .or(() -> cut(word, "s", ""))
                .or(() -> cut(word, "es", ""))
                .or(() -> cut(word, "ing", ""))
                .or(() -> cut(word, "ies", "y"))
                .or(() -> cut(word, "ing", "e"));
    }

    private static Optional<String> cut(String word, String ending, String instead) {
        return word.endsWith(ending)
                ? Optional.of(word.substring(0, word.length() - ending.length()) + instead)
                        .filter(VERBS::containsKey)
                : Optional.empty();
    }
}
