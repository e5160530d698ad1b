package dev.countersign.gateway.protocol.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.gateway.RawMessage;
import org.junit.jupiter.api.Test;

/** What a modern server says of itself, as agents hear it. */
class DiscoveryTest {

    @Test
    void shouldLeaveEveryByteWhenAllVersionsAreSpoken() throws UnreadableAnswerException {
        RawMessage response = RawMessage.of(
                "{ \"id\":1,\"result\":{\"supportedVersions\" : [ \"2026-07-28\", \"2025-11-25\" ],\"ttlMs\":1.0},\"jsonrpc\":\"2.0\"}");
        assertThat(Discovery.ofSpokenVersions(response)).isSameAs(response);
    }

    @Test
    void shouldCutVersionsThatNobodyHereCanJudge() throws UnreadableAnswerException {
        RawMessage response = RawMessage.of(
                "{\"id\":1,\"result\":{\"supportedVersions\":[\"2027-01-01\",\"2026-07-28\"],\"n\":1.50}}");
        assertThat(Discovery.ofSpokenVersions(response).text())
                .isEqualTo("{\"id\":1,\"result\":{\"supportedVersions\":[\"2026-07-28\"],\"n\":1.50}}");
    }

    @Test
    void shouldLeaveAnErrorAsItIs() throws UnreadableAnswerException {
        RawMessage response = RawMessage.of("{\"id\":1,\"error\":{\"code\":-32601,\"message\":\"no\"}}");
        assertThat(Discovery.ofSpokenVersions(response)).isSameAs(response);
    }

    @Test
    void shouldPassNothingOnThatCannotBeRead() {
        RawMessage response = RawMessage.of("{\"id\":1,\"result\":{\"supportedVersions\":\"2026-07-28\"}}");
        assertThatThrownBy(() -> Discovery.ofSpokenVersions(response)).isInstanceOf(UnreadableAnswerException.class);
    }
}
