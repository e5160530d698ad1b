package dev.countersign.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.call.IdSource;
import java.security.SecureRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FormTokenTest {

    private final FormToken tokens = new FormToken(new IdSource() {
        @Override
        public UUID uuid() {
            return UUID.randomUUID();
        }

        @Override
        public byte[] bytes(int count) {
            byte[] bytes = new byte[count];
            new SecureRandom().nextBytes(bytes);
            return bytes;
        }
    });

    @Test
    void shouldAcceptTheTokenOfTheSameBrowser() {
        String shown = tokens.masked("session-a");

        assertThat(tokens.valid("session-a", shown)).isTrue();
    }

    @Test
    void shouldRefuseTheTokenOfAnotherBrowser() {
        String shown = tokens.masked("session-b");

        assertThat(tokens.valid("session-a", shown)).isFalse();
    }

    @Test
    void shouldShowEachPageAnotherToken() {
        assertThat(tokens.masked("session-a")).isNotEqualTo(tokens.masked("session-a"));
    }

    @Test
    void shouldRefuseWhatIsNoTokenAtAll() {
        for (String given : new String[] {"", "x".repeat(64), "!", "AAAA", "A".repeat(86)}) {
            assertThat(tokens.valid("session-a", given)).as(given).isFalse();
        }
        assertThat(tokens.valid("", tokens.masked("x"))).isFalse();
    }
}
