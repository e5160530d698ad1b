package dev.countersign.gateway.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.gateway.protocol.Message;
import dev.countersign.gateway.protocol.MessageScan;
import dev.countersign.gateway.protocol.RejectedMessageException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The table "which era a request belongs to" (protocol design, section 1). */
class EraRuleTest {

    @Test
    void shouldBeModernWhenTheBodyNamesARevisionThatIsSpoken() throws RejectedMessageException {
        assertThat(EraRule.of(naming("2026-07-28"), Optional.empty())).isEqualTo(new EraRule.Modern());
        assertThat(EraRule.of(naming("2026-07-28"), Optional.of("2026-07-28"))).isEqualTo(new EraRule.Modern());
    }

    @Test
    void shouldBeUnspokenWhenBodyOrHeaderNameARevisionThatNobodyCanJudge() throws RejectedMessageException {
        assertThat(EraRule.of(naming("2099-01-01"), Optional.of("2099-01-01")))
                .isEqualTo(new EraRule.Unspoken("2099-01-01"));
        assertThat(EraRule.of(naming("2025-11-25"), Optional.empty())).isEqualTo(new EraRule.Unspoken("2025-11-25"));
        assertThat(EraRule.of(plain(), Optional.of("2099-01-01"))).isEqualTo(new EraRule.Unspoken("2099-01-01"));
    }

    @Test
    void shouldBeModernWhenHeaderAndBodyNameDifferentRevisions() throws RejectedMessageException {
        // then: that they differ is what the client is told
        assertThat(EraRule.of(naming("2099-01-01"), Optional.of("2026-07-28"))).isEqualTo(new EraRule.Modern());
        assertThat(EraRule.of(naming("2026-07-28"), Optional.of("2025-11-25"))).isEqualTo(new EraRule.Modern());
    }

    @Test
    void shouldBeMalformedWhenOnlyTheHeaderIsModern() throws RejectedMessageException {
        assertThat(EraRule.of(plain(), Optional.of("2026-07-28"))).isEqualTo(new EraRule.Malformed());
    }

    @Test
    void shouldBeLegacyWhenNothingModernIsNamed() throws RejectedMessageException {
        assertThat(EraRule.of(plain(), Optional.empty())).isEqualTo(new EraRule.Legacy());
        assertThat(EraRule.of(plain(), Optional.of("2025-11-25"))).isEqualTo(new EraRule.Legacy());
        assertThat(EraRule.of(plain(), Optional.of("nonsense"))).isEqualTo(new EraRule.Legacy());
    }

    private static Message naming(String version) throws RejectedMessageException {
        return scan("{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"" + version + "\"}}");
    }

    private static Message plain() throws RejectedMessageException {
        return scan("{}");
    }

    private static Message scan(String params) throws RejectedMessageException {
        String text = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":" + params + "}";
        return MessageScan.scan(text.getBytes(StandardCharsets.UTF_8), false)
                .all()
                .get(0);
    }
}
