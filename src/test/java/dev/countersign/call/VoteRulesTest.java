package dev.countersign.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.call.HoldTerms.VoteRules;
import dev.countersign.call.HoldTerms.VoteRules.Comments;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several holds at once: comments required by any, edits allowed by all, four eyes when any wants them. */
class VoteRulesTest {

    @ParameterizedTest
    @CsvSource({
        "NEVER, NEVER, NEVER",
        "NEVER, DENY, DENY",
        "APPROVE, NEVER, APPROVE",
        "DENY, DENY, DENY",
        "DENY, APPROVE, ALWAYS",
        "ALWAYS, DENY, ALWAYS",
        "NEVER, ALWAYS, ALWAYS"
    })
    void shouldWantTheCommentsOfBothWhenTwoRulesHold(Comments one, Comments other, Comments both) {
        assertThat(comments(one).and(comments(other)).comments()).isEqualTo(both);
        assertThat(comments(other).and(comments(one)).comments()).isEqualTo(both);
    }

    @ParameterizedTest
    @CsvSource({"NEVER,false,false", "DENY,false,true", "APPROVE,true,false", "ALWAYS,true,true"})
    void shouldWantACommentWithTheVotesItNames(Comments rule, boolean approval, boolean denial) {
        assertThat(rule.required(true)).isEqualTo(approval);
        assertThat(rule.required(false)).isEqualTo(denial);
    }

    @Test
    void shouldBoundEditsByBothWhenTwoRulesHold() {
        VoteRules amount = edits(Set.of("args.amount"));
        VoteRules memo = edits(Set.of("args.memo"));

        assertThat(amount.and(memo).and(amount).edits()).containsExactly(Set.of("args.amount"), Set.of("args.memo"));
        assertThat(amount.and(VoteRules.NONE)).isEqualTo(amount);
    }

    @Test
    void shouldForbidEveryEditWhenOneRuleDoes() {
        assertThat(edits(Set.of("args.amount")).and(edits(Set.of())).forbidsEdits())
                .isTrue();
        assertThat(edits(Set.of("args.amount")).forbidsEdits()).isFalse();
    }

    @Test
    void shouldWantFourEyesWhenOneRuleDoes() {
        assertThat(VoteRules.NONE
                        .and(new VoteRules(Comments.NEVER, List.of(), true))
                        .fourEyes())
                .isTrue();
    }

    private static VoteRules comments(Comments rule) {
        return new VoteRules(rule, List.of(), false);
    }

    private static VoteRules edits(Set<String> paths) {
        return new VoteRules(Comments.NEVER, List.of(paths), false);
    }
}
