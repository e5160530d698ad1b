package dev.countersign.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnAddressesTest {

    private final OwnAddresses addresses = new OwnAddresses(
            Optional.of(URI.create("https://approvals.example.com")),
            Optional.of(List.of("gate.internal:9000")),
            "10.0.0.5");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:8080",
                "LOCALHOST:8080",
                "127.0.0.1:8080",
                "[::1]:8080",
                "10.0.0.5:8080",
                "approvals.example.com",
                "gate.internal:9000",
                "10.0.0.9:8080"
            })
    void shouldKnowItsOwnNames(String host) {
        assertThat(addresses.ownHost(host, "10.0.0.9", 8080)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8080",
                "localhost",
                "localhost:80",
                "localhost:8081",
                "127.0.0.1:80",
                "approvals.example.com:444",
                "approvals.example.com.evil.example",
                "x@localhost:8080",
                "localhost:8080@evil",
                "127.0.0.2:8080",
                "null",
                "",
                ":8080",
                "localhost.:8080",
                "gate.internal"
            })
    void shouldKnowNoOtherNames(String host) {
        assertThat(addresses.ownHost(host, "10.0.0.9", 8080)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8081", "127.0.0.1:1", "[::1]:65535"})
    void shouldTakeAnyPortOfALoopbackNameForForwardedWhenTheConnectionIsLoopback(String host) {
        assertThat(addresses.forwardedHere(host, "127.0.0.1")).isTrue();
        assertThat(addresses.forwardedHere(host, "10.0.0.9")).isFalse();
        assertThat(addresses.ownHost(host, "127.0.0.1", 8080)).isFalse();
        assertThat(addresses.ownOrigin("http://" + host, "127.0.0.1", 8080)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example:8080",
                "localhost.evil.example:8081",
                "localhost:x",
                "localhost:",
                "x@localhost:8081"
            })
    void shouldTakeNoOtherNameForForwarded(String host) {
        assertThat(addresses.forwardedHere(host, "127.0.0.1")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080",
                "http://127.0.0.1:8080",
                "https://approvals.example.com",
                "https://gate.internal:9000",
                "http://gate.internal:9000"
            })
    void shouldKnowItsOwnOrigins(String origin) {
        assertThat(addresses.ownOrigin(origin, "10.0.0.9", 8080)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "",
                "http://evil.example",
                "http://localhost:8081",
                "http://localhost",
                "https://localhost:8080",
                "http://approvals.example.com",
                "https://approvals.example.com.evil.example",
                "https://approvals.example.com@evil.example",
                "http://localhost:8080/",
                "localhost:8080"
            })
    void shouldKnowNoOtherOrigins(String origin) {
        assertThat(addresses.ownOrigin(origin, "10.0.0.9", 8080)).isFalse();
    }

    @Test
    void shouldTakeNamesWithoutPortOnPort80() {
        assertThat(addresses.ownHost("localhost", "127.0.0.1", 80)).isTrue();
    }

    @Test
    void shouldTellABrowserOnItsOwnMachine() {
        assertThat(List.of("localhost:1", "127.0.0.1", "[::1]:8", "[::1]")).allMatch(OwnAddresses::loopback);
        assertThat(List.of("example.com:1", "127.0.0.2", "[::2]", "localhost.evil"))
                .noneMatch(OwnAddresses::loopback);
    }
}
