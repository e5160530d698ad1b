package dev.countersign.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.call.IdSource;
import dev.countersign.fixtures.RandomIds;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class TokenTextTest {

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static final IdSource ZEROS = new IdSource() {
        @Override
        public UUID uuid() {
            return new UUID(0, 0);
        }

        @Override
        public byte[] bytes(int count) {
            return new byte[count];
        }
    };

    @Test
    void shouldEndWithTheChecksumOfWhatStandsBefore() {
        String token = TokenText.token(Holder.Kind.AGENT, ZEROS);

        assertThat(token).startsWith("csa_" + "0".repeat(43)).hasSize(53);
        CRC32 crc = new CRC32();
        crc.update(token.substring(0, 47).getBytes(StandardCharsets.US_ASCII));
        long check =
                token.substring(47).chars().mapToLong(c -> DIGITS.indexOf(c)).reduce(0, (a, b) -> a * 62 + b);
        assertThat(check).isEqualTo(crc.getValue());
    }

    @Test
    void shouldNeverMakeTheSameTwice() {
        IdSource ids = new RandomIds();

        assertThat(TokenText.token(Holder.Kind.PERSON, ids))
                .matches("csp_[0-9A-Za-z]{49}")
                .isNotEqualTo(TokenText.token(Holder.Kind.PERSON, ids));
        assertThat(TokenText.password(ids)).matches("[0-9A-Za-z]{21}");
    }
}
