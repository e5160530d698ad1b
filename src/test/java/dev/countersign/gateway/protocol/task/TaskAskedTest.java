package dev.countersign.gateway.protocol.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.gateway.protocol.Message;
import dev.countersign.gateway.protocol.MessageScan;
import dev.countersign.gateway.protocol.RejectedMessageException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskAskedTest {

    private static Optional<TaskAsked> byParameter(String task) throws RejectedMessageException {
        byte[] body = call(",\"task\":" + task);
        return TaskAsked.byParameter(message(body), body);
    }

    private static byte[] call(String more) {
        return ("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"t\"" + more + "}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Message message(byte[] body) throws RejectedMessageException {
        return MessageScan.scan(body, false).all().get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"ttl\":60000}|60000",
                "{}|0",
                "{\"ttl\":null}|0",
                "{\"ttl\":-5}|0",
                "{\"ttl\":1e30}|9223372036854775807"
            })
    void shouldReadTheLifetimeWhenTheCallAsksForATask(String task, long millis) throws Exception {
        assertThat(byParameter(task)).contains(new TaskAsked(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "5", "\"x\"", "[]"})
    void shouldSeeNoWishWhenTheMemberIsNoObject(String task) throws Exception {
        assertThat(byParameter(task)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}|true",
                "{\"extensions\":{\"io.modelcontextprotocol/tasks\":null}}|false",
                "{\"extensions\":{\"other\":{}}}|false",
                "{}|false"
            })
    void shouldBelieveOnlyTheDeclarationOfTheRequestItself(String capabilities, boolean declared) throws Exception {
        byte[] body = call(",\"_meta\":{\"io.modelcontextprotocol/clientCapabilities\":" + capabilities + "}");
        assertThat(TaskAsked.byExtension(message(body), body).isPresent()).isEqualTo(declared);
    }

    @Test
    void shouldSeeNoDeclarationWhenThereIsNoMeta() throws Exception {
        byte[] body = call("");
        assertThat(TaskAsked.byExtension(message(body), body)).isEmpty();
    }
}
