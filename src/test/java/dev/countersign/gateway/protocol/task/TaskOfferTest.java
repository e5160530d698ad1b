package dev.countersign.gateway.protocol.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.gateway.RawMessage;
import org.junit.jupiter.api.Test;

class TaskOfferTest {

    private static String initialize(String capabilities) {
        RawMessage response =
                RawMessage.of("{\"jsonrpc\":\"2.0\", \"id\":1,\"result\":{\"protocolVersion\":\"2025-11-25\","
                        + "\"capabilities\" : " + capabilities + ", \"x\":1.50}}");
        return TaskOffer.inInitialize(response).text();
    }

    private static String answer(String capabilities) {
        return "{\"jsonrpc\":\"2.0\", \"id\":1,\"result\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\" : "
                + capabilities + ", \"x\":1.50}}";
    }

    @Test
    void shouldInsertTheCapabilityAndNothingElseWhenTheServerHasNone() {
        assertThat(initialize("{ \"tools\":{} }"))
                .isEqualTo(answer("{\"tasks\":{\"cancel\":{},\"requests\":{\"tools\":{\"call\":{}}}}, \"tools\":{} }"));
        assertThat(initialize("{ }"))
                .isEqualTo(answer("{\"tasks\":{\"cancel\":{},\"requests\":{\"tools\":{\"call\":{}}}} }"));
    }

    @Test
    void shouldAddWhatIsMissingWhenTheServerHasTasksOfItsOwn() {
        assertThat(initialize("{\"tasks\":{\"list\":{},\"requests\":{\"sampling\":{}}}}"))
                .isEqualTo(
                        answer(
                                "{\"tasks\":{\"cancel\":{},\"list\":{},\"requests\":{\"tools\":{\"call\":{}},\"sampling\":{}}}}"));
        assertThat(initialize("{\"tasks\":{}}"))
                .isEqualTo(answer("{\"tasks\":{\"requests\":{\"tools\":{\"call\":{}}},\"cancel\":{}}}"));
    }

    @Test
    void shouldChangeNothingWhenAllIsThereOrNothingCanBeOffered() {
        String whole = "{\"tasks\":{\"cancel\":{},\"requests\":{\"tools\":{\"call\":{}}}}}";
        assertThat(initialize(whole)).isEqualTo(answer(whole));
        RawMessage error =
                RawMessage.of("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32602,\"message\":\"no\"}}");
        assertThat(TaskOffer.inInitialize(error)).isSameAs(error);
        RawMessage doubtful = RawMessage.of("{\"result\":{\"capabilities\":{},\"capabilities\":{}}}");
        assertThat(TaskOffer.inInitialize(doubtful)).isSameAs(doubtful);
    }

    @Test
    void shouldNameTheExtensionWhenAModernServerIsDiscovered() {
        // given
        RawMessage plain = RawMessage.of("{\"id\":1,\"result\":{\"capabilities\":{\"tools\":{}}}}");
        RawMessage extended = RawMessage.of("{\"id\":1,\"result\":{\"capabilities\":{\"extensions\":{\"x/y\":{}}}}}");
        // then
        assertThat(TaskOffer.inDiscovery(plain).text())
                .isEqualTo(
                        "{\"id\":1,\"result\":{\"capabilities\":{\"extensions\":{\"io.modelcontextprotocol/tasks\":{}},"
                                + "\"tools\":{}}}}");
        assertThat(TaskOffer.inDiscovery(extended).text())
                .isEqualTo(
                        "{\"id\":1,\"result\":{\"capabilities\":{\"extensions\":{\"io.modelcontextprotocol/tasks\":{},"
                                + "\"x/y\":{}}}}}");
        assertThat(TaskOffer.isInDiscovery(plain)).isFalse();
        assertThat(TaskOffer.isInDiscovery(TaskOffer.inDiscovery(plain))).isTrue();
    }
}
