package dev.countersign.policy.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.policy.Calls;
import dev.countersign.policy.Decision;
import dev.countersign.policy.DoubtfulArgumentsException;
import dev.countersign.policy.Policy;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A policy as big as it may be still loads and decides in time. */
class CapsTest {

    @Test
    @Timeout(5)
    void shouldDecideWithinASecondWhenAToolHasAsManyRulesAsAFileMayHave() throws DoubtfulArgumentsException {
        // given
        Policy policy = Calls.policy(policy(20_000));

        // when the last rule fires
        long start = System.nanoTime();
        Decision decision = policy.decide(Calls.call("t", "{'n':19999}"));
        Duration taken = Duration.ofNanos(System.nanoTime() - start);

        // then
        assertThat(decision).isInstanceOf(Decision.Deny.class);
        assertThat(taken).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void shouldRefuseOneRuleMore() {
        assertThatThrownBy(() -> Calls.policy(policy(20_001))).hasMessageContaining("more than 20000 rules");
    }

    @Test
    @Timeout(5)
    void shouldLookForOneOfTenThousandNumbersAsFastAsForOne() throws DoubtfulArgumentsException {
        String list = IntStream.range(0, 10_000).mapToObj(Integer::toString).collect(Collectors.joining(","));
        Policy policy = Calls.policy("{'version':'1','default':'deny','tools':{'t':{'deny_if':[{'conditions':["
                + "{'path':'/args/n/*','op':'in','value':[" + list + "]}]}]}}}");
        String arguments = IntStream.range(0, 100_000).mapToObj(n -> "10000.5").collect(Collectors.joining(","));

        assertThat(policy.decide(Calls.call("t", "{'n':[" + arguments + "]}"))).isInstanceOf(Decision.Allow.class);
    }

    private static String policy(int rules) {
        return IntStream.range(0, rules)
                .mapToObj(n -> "{'conditions':[{'path':'args.n','op':'eq','value':" + n + "}]}")
                .collect(Collectors.joining(",", "{'version':'1','default':'deny','tools':{'t':{'deny_if':[", "]}}}"));
    }
}
