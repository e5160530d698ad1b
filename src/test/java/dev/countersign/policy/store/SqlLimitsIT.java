package dev.countersign.policy.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.countersign.fixtures.InfraResource;
import dev.countersign.policy.LimitClaim;
import dev.countersign.policy.LimitClaim.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Limits on a real PostgreSQL, with several nodes that take places at the same moment. */
class SqlLimitsIT {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final AtomicLong CALLS = new AtomicLong();
    private static final PGSimpleDataSource DATABASE = new PGSimpleDataSource();

    private final SqlLimits limits = new SqlLimits(DATABASE);

    @BeforeAll
    static void migrate() throws SQLException, IOException {
        Map<String, String> infra = new InfraResource().start();
        DATABASE.setUrl(infra.get("quarkus.datasource.jdbc.url"));
        DATABASE.setUser(infra.get("quarkus.datasource.username"));
        DATABASE.setPassword(infra.get("quarkus.datasource.password"));
        DATABASE.setCurrentSchema("limits_it");
        try (Connection connection = DATABASE.getConnection();
                Statement statement = connection.createStatement();
                InputStream migration = SqlLimitsIT.class.getResourceAsStream("/db/migration/V4__limits.sql")) {
            statement.execute("drop schema if exists limits_it cascade");
            statement.execute("create schema limits_it");
            statement.execute(new String(migration.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void shouldNeverPassMoreThanMaxWhenManyNodesTakeAtOnce() throws Exception {
        // given eight nodes, each of which asks for two limits, in an order of its own
        LimitClaim narrow = claim("narrow", MINUTE, "1", "7");
        LimitClaim wide = claim("wide", MINUTE, "0.5", "100");

        // when forty calls come at the same moment
        List<Optional<LimitClaim>> answers = atOnce(
                40,
                n -> new SqlLimits(DATABASE)
                        .take(call(), n % 2 == 0 ? List.of(narrow, wide) : List.of(wide, narrow), Duration.ZERO));

        // then seven pass, and the refused took no place anywhere
        assertThat(answers).filteredOn(Optional::isEmpty).hasSize(7);
        assertThat(answers)
                .filteredOn(Optional::isPresent)
                .allSatisfy(full -> assertThat(full).contains(narrow));
        assertThat(sum()).isEqualByComparingTo("10.5");
    }

    @Test
    void shouldNameTheFirstLimitWithoutRoomInTheOrderOfThePolicy() {
        LimitClaim first = claim("first", MINUTE, "2", "1");
        LimitClaim second = claim("second", MINUTE, "2", "1");

        assertThat(limits.take(call(), List.of(first, second), Duration.ZERO)).contains(first);
        assertThat(limits.take(call(), List.of(second, first), Duration.ZERO)).contains(second);
    }

    @Test
    void shouldCountExactDecimalsOfAnySize() {
        LimitClaim huge = claim("huge", MINUTE, "1e9999", "1e9999");
        LimitClaim tiny = claim("huge", MINUTE, "1e-9999", "1e9999");

        assertThat(limits.take(call(), List.of(tiny), Duration.ZERO)).isEmpty();
        assertThat(limits.take(call(), List.of(huge), Duration.ZERO)).isPresent();
        limits.take(call(), List.of(claim("fine", MINUTE, "0.1", "0.3")), Duration.ZERO);
        limits.take(call(), List.of(claim("fine", MINUTE, "0.2", "0.3")), Duration.ZERO);
        assertThat(limits.take(call(), List.of(claim("fine", MINUTE, "0", "0.3")), Duration.ZERO))
                .isEmpty();
        assertThat(limits.take(call(), List.of(claim("fine", MINUTE, "1e-30", "0.3")), Duration.ZERO))
                .isPresent();
    }

    @Test
    void shouldSlideByTheClockOfTheDatabase() {
        LimitClaim claim = claim("slide", Duration.ofSeconds(1), "1", "1");
        assertThat(limits.take(call(), List.of(claim), Duration.ZERO)).isEmpty();
        assertThat(limits.take(call(), List.of(claim), Duration.ZERO)).isPresent();

        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(limits.take(call(), List.of(claim), Duration.ZERO))
                        .isEmpty());
    }

    @Test
    void shouldKeepThePlaceOfAHeldCallLongerThanItsWindowUntilItIsReleased() throws SQLException {
        // given a held call whose window is over
        LimitClaim claim = claim("held", Duration.ofSeconds(1), "1", "1");
        UUID held = call();
        limits.take(held, List.of(claim), Duration.ofHours(1));
        age(held, 10);
        assertThat(limits.take(call(), List.of(claim), Duration.ZERO)).isPresent();

        // when it is released, it counts one window from now
        limits.touch(held);

        assertThat(limits.take(call(), List.of(claim), Duration.ZERO)).isPresent();
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(limits.take(call(), List.of(claim), Duration.ZERO))
                        .isEmpty());
    }

    @Test
    void shouldGiveAllPlacesOfACallBack() {
        LimitClaim a = claim("back-a", MINUTE, "1", "1");
        LimitClaim b = claim("back-b", MINUTE, "1", "1");
        UUID call = call();
        limits.take(call, List.of(a, b), Duration.ZERO);

        limits.giveBack(call);

        assertThat(limits.take(call(), List.of(a, b), Duration.ZERO)).isEmpty();
    }

    @Test
    void shouldSweepOnlyWhatCountsNoMore() throws SQLException {
        LimitClaim claim = claim("sweep", MINUTE, "1", "1");
        UUID old = call();
        limits.take(old, List.of(claim), Duration.ZERO);
        age(old, 600);
        UUID young = call();
        limits.take(young, List.of(claim), Duration.ZERO);

        assertThat(limits.sweep(1_000)).isGreaterThanOrEqualTo(1);

        assertThat(limits.take(call(), List.of(claim), Duration.ZERO)).isPresent();
    }

    @Test
    void shouldFailWhenTheDatabaseIsAway() {
        PGSimpleDataSource away = new PGSimpleDataSource();
        away.setUrl("jdbc:postgresql://127.0.0.1:1/none");
        LimitClaim claim = claim("away", MINUTE, "1", "1");

        assertThatThrownBy(() -> new SqlLimits(away).take(call(), List.of(claim), Duration.ZERO))
                .isInstanceOf(LimitStoreException.class)
                .hasMessageContaining("nothing was sent");
    }

    @Test
    void shouldTakePlacesOfSessionAndGrantTogetherOrNot() {
        // given a session limit with room beside a grant limit without
        NodeLimits node = new NodeLimits(limits, new MemoryLimits(InstantSource.system()));
        LimitClaim session = LimitClaims.claim(Scope.SESSION, "s", MINUTE, "1", "1");
        LimitClaim full = claim("grant-full", MINUTE, "2", "1");

        // when, then the session's place was given back
        assertThat(node.take(call(), List.of(session, full), Duration.ZERO)).contains(full);
        assertThat(node.take(call(), List.of(session), Duration.ZERO)).isEmpty();

        // and the first in order speaks when both have no room
        assertThat(node.take(call(), List.of(full, session), Duration.ZERO)).contains(full);
        assertThat(node.take(call(), List.of(session, full), Duration.ZERO)).contains(session);
    }

    private interface Work {
        Optional<LimitClaim> run(int n);
    }

    private static List<Optional<LimitClaim>> atOnce(int count, Work work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        CyclicBarrier start = new CyclicBarrier(count);
        try {
            List<Callable<Optional<LimitClaim>>> tasks = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int n = i;
                tasks.add(() -> {
                    start.await();
                    return work.run(n);
                });
            }
            Collections.shuffle(tasks, new java.util.Random(1));
            List<Optional<LimitClaim>> answers = new ArrayList<>();
            for (Future<Optional<LimitClaim>> future : threads.invokeAll(tasks)) {
                answers.add(future.get());
            }
            return answers;
        } finally {
            threads.shutdown();
        }
    }

    private static BigDecimal sum() throws SQLException {
        try (Connection connection = DATABASE.getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select sum(amount) from limit_place where counter in (sha256('narrow'), sha256('wide'))")) {
            rows.next();
            return rows.getBigDecimal(1);
        }
    }

    /** Moves a call into the past. */
    private static void age(UUID call, int seconds) throws SQLException {
        try (Connection connection = DATABASE.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("update limit_place set counts_until = counts_until - interval '" + seconds
                    + " seconds' where call = '" + call + "'");
        }
    }

    private static LimitClaim claim(String key, Duration window, String amount, String max) {
        return LimitClaims.claim(Scope.GRANT, key, window, amount, max);
    }

    private static UUID call() {
        return new UUID(1, CALLS.incrementAndGet());
    }
}
