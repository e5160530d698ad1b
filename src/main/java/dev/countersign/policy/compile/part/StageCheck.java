package dev.countersign.policy.compile.part;

import dev.countersign.policy.rule.HoldRule;
import dev.countersign.policy.rule.ToolRules;
import dev.countersign.policy.text.Place;
import dev.countersign.policy.text.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Holds that may fire together must be comparable: one asks at least what the other asks. Two that ask different people would
 * need two stages, one after the other; an approval has one. Such a policy is refused instead of asking too little.
 */
public final class StageCheck {

    private StageCheck() {}

    /** Adds a problem at the tool when two of its holds cannot be compared. */
    public static void check(Place tool, ToolRules own, ToolRules all, Problems problems) {
        List<HoldRule> different = new ArrayList<>();
        for (HoldRule hold : Stream.concat(holds(own), holds(all)).toList()) {
            if (different.stream().anyMatch(other -> sameTerms(other, hold))) {
                continue;
            }
            for (HoldRule other : different) {
                if (!hold.covers(other) && !other.covers(hold)) {
                    problems.error(
                            tool,
                            "the holds at " + other.pointer() + " and " + hold.pointer()
                                    + " ask different people: approval in stages is not supported yet");
                    return;
                }
            }
            different.add(hold);
        }
    }

    private static boolean sameTerms(HoldRule one, HoldRule other) {
        return one.quorum() == other.quorum() && one.groups().equals(other.groups());
    }

    private static Stream<HoldRule> holds(ToolRules rules) {
        return rules.holds().stream().flatMap(rule -> rule.effect().hold().stream());
    }
}
