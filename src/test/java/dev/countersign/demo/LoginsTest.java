package dev.countersign.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class LoginsTest {

    @Test
    void shouldEndATokenWithItsCheckSum() {
        // given
        Logins logins = new Logins(byte[]::new);

        // when
        String token = logins.token("csa_");

        // then
        assertThat(token).hasSize(4 + 43 + 6).startsWith("csa_" + "0".repeat(43));
        assertThat(decode(token.substring(47))).isEqualTo(crc("0".repeat(43)));
    }

    @Test
    void shouldFillTheWidthWhenAllBitsAreSet() {
        // given
        Logins logins = new Logins(count -> {
            byte[] bytes = new byte[count];
            Arrays.fill(bytes, (byte) -1);
            return bytes;
        });

        // when, then
        assertThat(logins.token("csp_")).matches("csp_[0-9A-Za-z]{49}").doesNotContain("csp_0");
        assertThat(logins.password()).isEqualTo("zozozo-zozozo-zozozo-zozozo");
    }

    private static long decode(String base62) {
        long value = 0;
        for (char digit : base62.toCharArray()) {
            value = value * 62 + "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".indexOf(digit);
        }
        return value;
    }

    private static long crc(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        return crc.getValue();
    }
}
