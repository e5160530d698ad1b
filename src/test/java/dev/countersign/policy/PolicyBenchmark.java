package dev.countersign.policy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long a decision takes, reading the arguments included, and how long a file takes to load. Run by {@code bin/bench-policy}; the
 * promises are p99 of 10 µs for 100 rules and of 20 µs for 1,500 tools of 3 rules, and 2 s for a file at the cap.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PolicyBenchmark {

    private static final int CALLS = 1_024;

    /** One policy. */
    @State(Scope.Benchmark)
    public static class Judged {

        /** Tools, and rules of each. */
        @Param({"1x100", "34x3", "1500x3"})
        public String size;

        private Policy policy;
        private final CallFacts[] calls = new CallFacts[CALLS];
        private int next;

        /** Compiles the policy and puts the calls together, spread over all tools. */
        @Setup
        public void prepare() throws PolicyErrorsException {
            int tools = Integer.parseInt(size.split("x")[0]);
            int each = Integer.parseInt(size.split("x")[1]);
            policy = Calls.compile("p.json", text(tools, each)).policy();
            for (int i = 0; i < CALLS; i++) {
                String tool = "tool_" + (i * 31L % tools);
                calls[i] = Calls.call(
                        "bot",
                        tool,
                        "{\"symbol\":\"BTCUSDT\",\"side\":\"buy\",\"quantity\":" + i + ".5,\"n\":" + (each + i)
                                + ",\"note\":\"an ordinary sentence about this order\"}",
                        Optional.of("1"),
                        Set.of(tool));
            }
        }

        private CallFacts call() {
            next = (next + 1) % CALLS;
            return calls[next];
        }
    }

    private static byte[] text(int tools, int each) {
        String entries = IntStream.range(0, each)
                .mapToObj(i -> "{\"conditions\":[{\"path\":\"args.n\",\"op\":\"eq\",\"value\":" + i
                        + "}],\"on_deny\":\"No " + i + ".\"}")
                .collect(Collectors.joining(","));
        return IntStream.range(0, tools)
                .mapToObj(i -> "\"tool_" + i + "\":{\"deny_if\":[" + entries + "]}")
                .collect(Collectors.joining(",", "{\"version\":\"1\",\"default\":\"deny\",\"tools\":{", "}}"))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** One decision. */
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    public Decision decide(Judged judged) throws DoubtfulArgumentsException {
        return judged.policy.decide(judged.call());
    }

    /** One file with 20,000 rules, as many as there may be. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 1)
    @Measurement(iterations = 5)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public Object load() throws PolicyErrorsException {
        return Calls.compile("p.json", text(4_000, 5));
    }
}
