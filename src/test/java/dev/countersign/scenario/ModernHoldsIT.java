package dev.countersign.scenario;

import static dev.countersign.fixtures.BankProfile.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.fixtures.BankProfile;
import dev.countersign.fixtures.McpAgent;
import dev.countersign.fixtures.ModernAgent;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Held calls of 2026-07-28 without tasks: legs of state, and a connection whose end is the cancellation (protocol design, 9 and 12). */
@QuarkusTest
@TestProfile(BankProfile.class)
class ModernHoldsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_LEGS = 9;

    @TestHTTPResource("/mcp/bank")
    URI bank;

    @Inject
    DataSource database;

    private final String arguments = "{\"word\":\"" + UUID.randomUUID() + "\"}";

    @Test
    void shouldAskToComeBackWithAStateAndNothingElseWhenTheLegIsOver() throws Exception {
        // when
        JsonNode result = result(hasty().call("transfer", arguments));

        // then
        assertThat(result.path("resultType").asText()).isEqualTo("input_required");
        assertThat(result.path("requestState").asText()).startsWith("cs1.");
        assertThat(result.has("inputRequests")).isFalse();
        assertThat(result.at("/_meta")
                        .path("io.modelcontextprotocol/serverInfo")
                        .path("name")
                        .asText())
                .isEqualTo("countersign");
    }

    @Test
    void shouldWaitForTheSameHoldWhenTheStateComesBack() throws Exception {
        // given
        ModernAgent agent = hasty();
        String state = state(agent.call("transfer", arguments));

        // when
        String next = state(agent.callWith(state, "transfer", arguments));

        // then
        assertThat(next).isNotEqualTo(state);
        assertThat(holds()).isEqualTo(1);
    }

    @Test
    void shouldTellToCallAgainWhenNineLegsAreUsedUp() throws Exception {
        // given
        ModernAgent agent = hasty();
        String state = state(agent.call("transfer", arguments));
        for (int leg = 2; leg <= MOST_LEGS; leg++) {
            state = state(agent.callWith(state, "transfer", arguments));
        }

        // when
        JsonNode last = result(agent.callWith(state, "transfer", arguments));

        // then
        assertThat(last.path("resultType").asText()).isEqualTo("complete");
        assertThat(last.at("/content/0/text").asText()).startsWith("[APPROVAL PENDING]");
        assertThat(holds()).isEqualTo(1);
    }

    @Test
    void shouldParkAndSendNothingWhenTheStateIsNotOfThisCall() throws Exception {
        // given
        ModernAgent agent = hasty();
        String state = state(agent.call("transfer", arguments));
        String flipped = state.substring(0, 40) + (state.charAt(40) == 'A' ? 'B' : 'A') + state.substring(41);

        // then
        assertRefused(agent.callWith(flipped, "transfer", arguments));
        assertRefused(agent.callWith(state, "transfer", "{\"word\":\"other\"}"));
        assertRefused(new ModernAgent(bank, token("bot2")).callWith(state, "transfer", arguments));
        assertThat(holds()).isEqualTo(1);
    }

    @Test
    void shouldPassTheServersStateOn() {
        // given: it is no business of ours, and nobody listens at the server's address
        HttpResponse<String> answer = hasty().callWith("theirs", "get_balance", arguments);

        // then
        assertThat(answer.statusCode()).isEqualTo(502);
    }

    @Test
    void shouldLeaveTheCallForItsRepeatWhenTheConnectionCloses() throws Exception {
        // given
        ModernAgent agent = new ModernAgent(bank, token("bot"));
        McpAgent.Stream first = agent.begin("transfer", arguments);
        await().until(() -> status().equals("pending waited"));

        // when
        first.cut();
        await().until(() -> status().equals("pending left"));
        McpAgent.Stream again = agent.begin("transfer", arguments);

        // then
        await().until(() -> status().equals("pending waited"));
        assertThat(holds()).isEqualTo(1);
        again.cut();
    }

    @Test
    void shouldWithdrawTheCallWhenNobodyIssuesItAnewInTime() throws Exception {
        // given a connection that closed
        McpAgent.Stream only = new ModernAgent(bank, token("bot")).begin("transfer", arguments);
        await().until(() -> status().equals("pending waited"));
        only.cut();
        await().until(() -> status().equals("pending left"));

        // when the grace is over
        update("update held_call set withdraw_at = clock_timestamp() where id in (" + OURS + ")");

        // then
        await().until(() -> status().startsWith("withdrawn"));
    }

    private ModernAgent hasty() {
        return new ModernAgent(bank, token("hasty"));
    }

    private static void assertRefused(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).at("/error/code").asInt()).isEqualTo(-32602);
    }

    private static String state(HttpResponse<String> answer) throws Exception {
        String state = result(answer).path("requestState").asText();
        assertThat(state).as(answer.body()).isNotEmpty();
        return state;
    }

    /** The result, however the answer is framed. */
    private static JsonNode result(HttpResponse<String> answer) throws Exception {
        String last = answer.body()
                .lines()
                .filter(line -> line.startsWith("data:") || line.startsWith("{"))
                .reduce((one, two) -> two)
                .orElseThrow();
        return JSON.readTree(last.substring(last.indexOf('{'))).path("result");
    }

    private static final String OURS = "select id from held_payload where arguments = ?";

    private long holds() throws SQLException {
        return query("select count(*)::text from held_call where id in (" + OURS + ")", Long::parseLong);
    }

    private String status() throws SQLException {
        return query(
                "select coalesce(max(status || case when waiter is null then ' left' else ' waited' end), 'none')"
                        + " from held_call where id in (" + OURS + ")",
                text -> text);
    }

    private <T> T query(String sql, java.util.function.Function<String, T> read) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, arguments);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return read.apply(rows.getString(1));
            }
        }
    }

    private void update(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, arguments);
            statement.executeUpdate();
        }
    }
}
