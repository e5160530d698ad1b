package dev.countersign.approval.bus;

import dev.countersign.secrets.DeploymentSecrets;
import dev.countersign.secrets.Purpose;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code cs-mac}: HMAC-SHA-256 over topic, key and value (which holds type, id and version), so that a record that somebody
 * forged, or that a broken producer put on another topic (CVE-2026-35554), is never believed.
 */
@ApplicationScoped
class EnvelopeMac {

    private static final String HEADER = "cs-mac";
    private static final String ALGORITHM = "HmacSHA256";

    private final DeploymentSecrets secrets;
    private volatile @Nullable SecretKeySpec key;

    EnvelopeMac(DeploymentSecrets secrets) {
        this.secrets = secrets;
    }

    void sign(ProducerRecord<String, byte[]> record) {
        record.headers().add(HEADER, mac(record.topic(), record.key(), record.value()));
    }

    boolean genuine(ConsumerRecord<String, byte[]> record) {
        @Nullable Header header = record.headers().lastHeader(HEADER);
        return header != null
                && record.key() != null
                && record.value() != null
                && MessageDigest.isEqual(header.value(), mac(record.topic(), record.key(), record.value()));
    }

    private byte[] mac(String topic, String id, byte[] value) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key());
            mac.update((topic + "\n" + id + "\n").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(value);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }

    private SecretKeySpec key() {
        @Nullable SecretKeySpec known = key;
        if (known == null) {
            known = new SecretKeySpec(secrets.key(Purpose.ENVELOPE_MAC), ALGORITHM);
            key = known;
        }
        return known;
    }
}
