package dev.countersign.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginRedirectTest {

    @ParameterizedTest
    @ValueSource(strings = {"/inbox", "/inbox/0b6f2c1a-0000-4000-8000-000000000000", "/history?q=x&state=denied"})
    void shouldLeadBackToPagesOfOurs(String next) {
        assertThat(LoginRedirect.back(next)).isEqualTo(next);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "https://evil.example", "//evil.example", "/\\evil.example", "\\/evil.example",
                        "/inbox/..//evil.example",
                "/inbox/%2e%2e/x", "/inbox/%2Fevil", "/inbox/\r\nSet-Cookie: a=b", "/inbox\t", "/logout",
                        "/inbox/events",
                "javascript:alert(1)", "/history?q=a\nb", "/inbox@evil.example"
            })
    void shouldLeadToTheInboxInsteadOfAnywhereElse(String next) {
        assertThat(LoginRedirect.back(next)).isEqualTo("/inbox");
    }

    @Test
    void shouldLeadFromAVoteBackToItsCall() {
        String login = LoginRedirect.to("/inbox/0b6f2c1a-0000-4000-8000-000000000000/votes");

        assertThat(login).isEqualTo("/login?next=%2Finbox%2F0b6f2c1a-0000-4000-8000-000000000000");
    }
}
