package dev.countersign.gateway.task.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.approval.HeldInTest;
import dev.countersign.approval.HeldInTest.Held;
import dev.countersign.approval.Holds;
import dev.countersign.approval.Status;
import dev.countersign.call.AgentName;
import dev.countersign.call.ApprovalId;
import dev.countersign.call.ServerName;
import dev.countersign.fixtures.BankProfile;
import dev.countersign.gateway.Era;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.task.NewTask;
import dev.countersign.gateway.task.NewTask.Standing;
import dev.countersign.gateway.task.Task;
import dev.countersign.gateway.task.TaskId;
import dev.countersign.gateway.task.TaskStore;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The rows of tasks: how long they live, who may go on with them, whose waiting is to be taken over. */
@QuarkusTest
@TestProfile(BankProfile.class)
class JdbcTaskStoreIT {

    private static final RawMessage ANSWER = RawMessage.of("{\"jsonrpc\":\"2.0\",\"id\":0,\"result\":{\"a\":1.50}}");
    private static final long HOUR = Duration.ofHours(1).toMillis();

    @Inject
    TaskStore store;

    @Inject
    Holds holds;

    @Inject
    HeldInTest test;

    private final TaskId id = new TaskId("cst_" + UUID.randomUUID());

    private Task insert(Standing now, long asked) {
        Task.Owner owner = new Task.Owner(new AgentName("bot"), new ServerName("bank"), Era.MODERN, Optional.empty());
        Task.Call call = new Task.Call(RawMessage.of("{ \"id\":1 }"), Map.of("mcp-method", "tools/call", "a", "b: c"));
        return store.insert(new NewTask(id, owner, Optional.of(call), now, asked))
                .orElseThrow();
    }

    private static Standing held(ApprovalId call, Instant expires) {
        return new Standing(Optional.of(call), Optional.of(expires), Optional.empty());
    }

    private static Standing ended() {
        return new Standing(Optional.empty(), Optional.empty(), Optional.of(ANSWER));
    }

    private static Standing sending() {
        return new Standing(Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Test
    void shouldComeBackAsItWasKept() {
        Task kept = insert(ended(), 0);
        assertThat(store.find(id)).contains(kept);
        assertThat(kept.answer()).contains(ANSWER);
        assertThat(kept.call().orElseThrow().headers()).containsEntry("a", "b: c");
    }

    @Test
    void shouldOutliveTheCallByAnHourAndNotAMonthWhateverIsAsked() {
        Held call = test.pending(1);
        Task task = insert(held(call.id(), Instant.now().plus(Duration.ofHours(2))), 1);
        assertThat(task.ttlMillis()).isBetween(3 * HOUR - 60_000, 3 * HOUR);
        store.delete(id);
        assertThat(insert(ended(), 7 * HOUR).ttlMillis()).isEqualTo(7 * HOUR);
        store.delete(id);
        assertThat(insert(ended(), Long.MAX_VALUE).ttlMillis())
                .isEqualTo(Duration.ofDays(30).toMillis());
    }

    @Test
    void shouldBeUnknownAndThenGoneWhenItsTimeIsOver() {
        insert(ended(), 0);
        test.sql("update mcp_task set forget_at = clock_timestamp() where id = '" + id + "'");
        assertThat(store.find(id)).isEmpty();
        store.forget();
        assertThat(test.ask("select count(*) from mcp_task where id = '" + id + "'"))
                .isEqualTo("0");
    }

    @Test
    void shouldLetOneRequestGoOnWhenTwoGiveInputAtOnce() {
        Task task = insert(ended(), 0);
        assertThat(store.claimLeg(id, task.leg())).isTrue();
        assertThat(store.claimLeg(id, task.leg())).isFalse();
    }

    @Test
    void shouldBeTakenOverOnceWhenNobodyWaitsForItsCall() {
        // given a task whose call is waited for here
        Held call = test.pending(1);
        insert(held(call.id(), Instant.now().plus(Duration.ofHours(1))), 0);
        test.sql("update mcp_task set created_at = created_at - interval '1 minute' where id = '" + id + "'");
        assertThat(adopted()).doesNotContain(id);
        // when its waiter belongs to a life that is over (whoever is first, this test or the sweep of the service,
        // takes it over)
        test.sql("update held_call set waiter_epoch = -1 where id = '" + call.id() + "'");
        // then somebody living waits for it soon
        await().until(() -> adopted().contains(id)
                || test.ask("select waiter_epoch > 0 from held_call where id = '" + call.id() + "'")
                        .equals("t"));
        assertThat(adopted()).doesNotContain(id);
    }

    private List<TaskId> adopted() {
        return store.adopt().stream().map(Task::id).toList();
    }

    @Test
    void shouldKeepTheFirstEndWhenTwoAreTold() {
        insert(sending(), 0);
        assertThat(store.over(List.of(id))).isEmpty();
        store.end(id, ANSWER);
        store.end(id, RawMessage.of("{}"));
        assertThat(store.find(id).orElseThrow().answer()).contains(ANSWER);
        assertThat(store.over(List.of(id))).containsExactly(id);
    }

    @Test
    void shouldBeWithdrawnForItsOwnAgentOnlyWhenItIsTakenBack() {
        Held call = test.pending(1);
        assertThat(holds.takeBack(call.id(), new AgentName("bot2"))).isEqualTo(Status.WITHDRAWN);
        assertThat(test.status(call.id())).isEqualTo(Status.PENDING);
        assertThat(holds.takeBack(call.id(), new AgentName("bot"))).isEqualTo(Status.WITHDRAWN);
        test.awaitStatus(call.id(), Status.WITHDRAWN);
    }
}
