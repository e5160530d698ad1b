package dev.countersign.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepeatBoundTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a{1000}){1000}",
                "((a{30}){30}){30}",
                "((((a{1,9}){1,9}){1,9}){1,9}){1,9}",
                "(?:[a-z]{900}){900,}"
            })
    void shouldSeeRepetitionInsideRepetition(String expression) {
        assertThat(RepeatBound.of(expression)).isGreaterThan(20_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^OPS-\\d+$",
                "[a-z{}]{1,1000}",
                "\\Q(a{1000}){1000}\\E",
                "a{,5}{x}",
                "[]{999}]{3}",
                "(a|b){10}c{10}",
                "\\{1000}{2}"
            })
    void shouldLetOrdinaryExpressionsPass(String expression) {
        // given an expression that compiles to something small
        assertThat(Pattern.compile(expression).programSize()).isLessThan(20_000);

        // when, then
        assertThat(RepeatBound.of(expression)).isLessThan(20_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", ")", "[", "\\", "\\Q", "a{", "((", "a)b{1000}", "[^", "[\\"})
    void shouldEndWhenAnExpressionDoesNotParse(String expression) {
        assertThat(RepeatBound.of(expression)).isLessThan(20_000);
    }
}
