package dev.countersign.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.fixtures.RandomIds;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MasterSecretsTest {

    private static final byte[] SECRET = "upstream token".getBytes(StandardCharsets.UTF_8);

    private final MasterSecrets secrets = new MasterSecrets(new byte[32], new RandomIds());

    @Test
    void shouldDeriveAsRfc5869WhenGivenItsFirstTestCase() {
        // given
        byte[] material = HexFormat.of().parseHex("0b".repeat(22));
        byte[] salt = HexFormat.of().parseHex("000102030405060708090a0b0c");
        byte[] info = HexFormat.of().parseHex("f0f1f2f3f4f5f6f7f8f9");
        // when
        byte[] derived = Hkdf.derive(salt, material, info, 32);
        // then
        assertThat(HexFormat.of().formatHex(derived))
                .isEqualTo("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
    }

    @Test
    void shouldGiveOneKeyPerPurposeWhenTheMasterIsTheSame() {
        // given
        MasterSecrets otherNode = new MasterSecrets(new byte[32], new RandomIds());
        // when, then
        for (Purpose purpose : Purpose.values()) {
            assertThat(secrets.key(purpose)).hasSize(32).isEqualTo(otherNode.key(purpose));
        }
        assertThat(Stream.of(Purpose.values())
                        .map(purpose -> HexFormat.of().formatHex(secrets.key(purpose)))
                        .distinct())
                .hasSize(Purpose.values().length);
    }

    @Test
    void shouldOpenOnlyWhereItWasKeptWhenSecretIsWrapped() {
        // given
        byte[] wrapped = secrets.wrap("server/bank", SECRET);
        // when, then
        assertThat(secrets.unwrap("server/bank", wrapped)).isEqualTo(SECRET);
        assertThatThrownBy(() -> secrets.unwrap("server/files", wrapped))
                .isInstanceOf(SecretsException.class)
                .hasMessageContaining("server/files");
        assertThat(secrets.wrap("server/bank", SECRET)).isNotEqualTo(wrapped);
    }

    @Test
    void shouldRefuseWhenAnyByteWasChanged() {
        // given
        byte[] wrapped = secrets.wrap("server/bank", SECRET);
        // when, then
        for (int i = 0; i < wrapped.length; i++) {
            byte[] changed = wrapped.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> secrets.unwrap("server/bank", changed)).isInstanceOf(SecretsException.class);
        }
    }

    @Test
    void shouldSayNothingOfItselfWhenPrinted() {
        assertThat(secrets).hasToString("MasterSecrets");
        assertThat(SecretBox.of(new byte[32], new RandomIds())).hasToString("SecretBox");
    }
}
