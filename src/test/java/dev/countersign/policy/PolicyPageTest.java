package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.call.HoldTerms;
import dev.countersign.policy.store.MemoryLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every sample of the language in {@code docs/policy.md} does what the page says. */
class PolicyPageTest {

    private static final Path PAGE = Path.of("docs", "policy.md");
    private static final Pattern SAMPLE =
            Pattern.compile("```(json|yaml)\n((?:(?!```).)*)```\n```(calls|lint)\n((?:(?!```).)*)```", Pattern.DOTALL);
    private static final int SAMPLES = 6;

    @TestFactory
    Stream<DynamicTest> shouldDoWhatThePageSays() throws IOException {
        AtomicInteger count = new AtomicInteger();
        Stream<DynamicTest> samples = SAMPLE.matcher(Files.readString(PAGE))
                .results()
                .map(sample -> DynamicTest.dynamicTest(
                        "sample " + count.incrementAndGet(),
                        () -> check(sample.group(1), sample.group(2), sample.group(3), sample.group(4))));
        return Stream.concat(
                samples,
                Stream.of(DynamicTest.dynamicTest(
                        "all were found", () -> assertThat(count).hasValue(SAMPLES))));
    }

    private static void check(String syntax, String text, String kind, String expected) throws PolicyErrorsException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (kind.equals("lint")) {
            assertThatThrownBy(() -> Calls.compile("policy." + syntax, bytes)).hasMessage(expected.strip());
            return;
        }
        Sample sample = new Sample(Calls.compile("policy." + syntax, bytes).policy());
        assertThat(expected.lines().map(sample::decided))
                .containsExactlyElementsOf(expected.lines().toList());
    }

    /** Decides the calls of one sample in order. */
    private static final class Sample {
        private static final Pattern LINE = Pattern.compile("(\\S+) (.*) -> .*");

        private final Policy policy;
        private final MemoryLimits limits = new MemoryLimits(() -> Instant.EPOCH);
        private int calls;

        Sample(Policy policy) {
            this.policy = policy;
        }

        String decided(String line) {
            Matcher call = LINE.matcher(line);
            assertThat(call.matches()).as(line).isTrue();
            return call.group(1) + " " + call.group(2) + " -> " + outcome(call.group(1), call.group(2));
        }

        private String outcome(String tool, String arguments) {
            try {
                Decision decision = policy.decide(Calls.call(tool, arguments));
                Optional<LimitClaim> full = limits.take(new UUID(0, ++calls), decision.claims(), Duration.ZERO);
                return full.map(claim -> "deny " + claim.rule() + ": " + claim.message())
                        .orElseGet(() -> decision.fold(
                                allow -> "allow",
                                deny -> "deny " + deny.rule() + ": " + deny.message(),
                                hold -> "hold " + hold.terms().rule() + ": "
                                        + hold.terms().message() + terms(hold.terms())));
            } catch (DoubtfulArgumentsException e) {
                return "refused";
            }
        }

        private static String terms(HoldTerms terms) {
            return terms.expiresAfter()
                    .map(time -> " (" + terms.quorum() + " of " + String.join(", ", terms.groups()) + ", "
                            + time.toSeconds() + " s)")
                    .orElse("");
        }
    }
}
