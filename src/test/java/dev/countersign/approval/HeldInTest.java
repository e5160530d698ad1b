package dev.countersign.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.call.AgentName;
import dev.countersign.call.ApprovalId;
import dev.countersign.call.HoldTerms;
import dev.countersign.call.HoldTerms.VoteRules;
import dev.countersign.call.PersonName;
import dev.countersign.call.RawArguments;
import dev.countersign.call.Risk;
import dev.countersign.call.RulePointer;
import dev.countersign.call.ServerName;
import dev.countersign.call.ToolCall;
import dev.countersign.call.ToolName;
import dev.countersign.registry.Registry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** Held calls for tests, each with arguments of its own, on the real store; and what no port tells: SQL and audit steps. */
@ApplicationScoped
public class HeldInTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Holds holds;
    private final Approvals approvals;
    private final ApprovalViews views;
    private final Registry registry;
    private final DataSource database;

    HeldInTest(Holds holds, Approvals approvals, ApprovalViews views, Registry registry, DataSource database) {
        this.holds = holds;
        this.approvals = approvals;
        this.views = views;
        this.registry = registry;
        this.database = database;
    }

    /** One exchange of one held call. */
    public record Held(ApprovalId id, UUID waiter, NewHold hold) {
        public String digest() {
            return hold.call().digest().value();
        }
    }

    /** A call that nobody else makes. */
    public static String arguments() {
        return "{\"amount\":250,\"note\":\"" + UUID.randomUUID() + "\"}";
    }

    public NewHold hold(String agent, String arguments, int quorum, String... groups) {
        ServerName bank = new ServerName("bank");
        ToolCall call =
                ToolCall.of(new AgentName(agent), bank, new ToolName("transfer"), RawArguments.of(arguments), "");
        return new NewHold(
                call,
                new PersonName("alice"),
                new HoldTerms(
                        new RulePointer("/tools/transfer/deny_if/0"),
                        "Requires human approval: money moves.",
                        "v1",
                        quorum,
                        Set.of(groups),
                        Optional.empty()),
                Duration.ofMinutes(10),
                Risk.FINANCIAL,
                Optional.empty(),
                registry.server(bank).orElseThrow().identity(),
                new NewHold.Parked(
                        "legacy",
                        "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"transfer\",\"arguments\":"
                                + arguments + "}}",
                        "7",
                        Optional.empty(),
                        "",
                        Optional.empty(),
                        Map.of("x-trace", "1")));
    }

    /** The same call under a rule that wants more of a vote. */
    public static NewHold under(VoteRules rules, NewHold hold) {
        HoldTerms terms = hold.terms();
        return new NewHold(
                hold.call(),
                hold.owner(),
                new HoldTerms(
                        terms.rule(),
                        terms.message(),
                        terms.policyVersion(),
                        terms.quorum(),
                        terms.groups(),
                        terms.expiresAfter(),
                        terms.idempotencyKey(),
                        rules,
                        terms.explanation()),
                hold.expiresAfter(),
                hold.risk(),
                hold.toolPin(),
                hold.serverIdentity(),
                hold.parked());
    }

    public Held place(NewHold hold) {
        UUID waiter = UUID.randomUUID();
        Holds.Placed placed = holds.place(hold, waiter, OPEN).orElseThrow();
        return new Held(placed.id(), waiter, hold);
    }

    /** Parked, and back from Kafka. */
    public Held pending(int quorum, String... groups) {
        return pending(hold("bot", arguments(), quorum, groups));
    }

    public Held pending(NewHold hold) {
        Held held = place(hold);
        awaitStatus(held.id(), Status.PENDING);
        return held;
    }

    public Held approved() {
        Held held = pending(1);
        assertThat(approvals.vote(vote(held, "bob", VoteDecision.APPROVE))).isInstanceOf(VoteResult.Recorded.class);
        return held;
    }

    public ApprovalView view(ApprovalId id) {
        return views.find(id).orElseThrow();
    }

    public Status status(ApprovalId id) {
        return view(id).status();
    }

    public void awaitStatus(ApprovalId id, Status status) {
        await(status + " " + id).atMost(PATIENCE).until(() -> status(id) == status);
    }

    public static VoteRequest vote(Held held, String person, VoteDecision decision) {
        return vote(held, person, decision, held.digest(), Optional.empty());
    }

    public static VoteRequest edit(Held held, String person, String arguments) {
        return vote(held, person, VoteDecision.APPROVE, held.digest(), Optional.of(arguments));
    }

    public static VoteRequest vote(
            Held held, String person, VoteDecision decision, String digest, Optional<String> arguments) {
        return new VoteRequest(
                held.id(),
                new PersonName(person),
                decision,
                digest,
                "because",
                arguments,
                Channel.REST,
                "token",
                Optional.empty(),
                "");
    }

    public static VoteRequest keyed(VoteRequest v, String key, String fingerprint) {
        return new VoteRequest(
                v.id(),
                v.by(),
                v.decision(),
                v.digest(),
                v.comment(),
                v.argumentsText(),
                v.via(),
                v.auth(),
                Optional.of(key),
                fingerprint);
    }

    /** Its time is over, by the database's clock. */
    public void overdue(ApprovalId id) {
        sql("update held_call set expires_at = clock_timestamp() where id = '" + id + "'");
    }

    /** A statement that no port offers; returns the rows it changed. */
    public int sql(String statement) {
        try (Connection connection = database.getConnection();
                PreparedStatement prepared = connection.prepareStatement(statement)) {
            return prepared.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of the first row, as text. */
    public String ask(String query) {
        try (Connection connection = database.getConnection();
                PreparedStatement prepared = connection.prepareStatement(query);
                ResultSet rows = prepared.executeQuery()) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "no row";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The audit trail has every step of the call from 1 on, each once, in order. */
    public void assertAuditHasEveryStep(ApprovalId id) {
        int last = Integer.parseInt(ask("select step from held_call where id = '" + id + "'"));
        await("audit of " + id).atMost(PATIENCE).until(() -> steps(id).size() >= last);
        assertThat(steps(id)).isEqualTo(IntStream.rangeClosed(1, last).boxed().toList());
    }

    private List<Integer> steps(ApprovalId id) {
        List<Integer> steps = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement prepared = connection.prepareStatement(
                        "select line from audit_entry where approval_id = ? order by seq")) {
            prepared.setString(1, id.toString());
            try (ResultSet rows = prepared.executeQuery()) {
                while (rows.next()) {
                    JsonNode line = JSON.readTree(rows.getBytes(1));
                    if (line.has("step")) {
                        steps.add(line.get("step").asInt());
                    }
                }
            }
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
        return steps;
    }

    /** Lets everything in. */
    public static final Holds.Door OPEN = new Holds.Door() {
        @Override
        public boolean mayBeTwin(ApprovalId earlier, Instant lease) {
            return true;
        }

        @Override
        public boolean mayEnter(ApprovalId id) {
            return true;
        }

        @Override
        public void entered(ApprovalId id) {
            // nobody waits in memory here
        }
    };
}
