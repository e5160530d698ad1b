package dev.countersign.gateway.downstream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** As {@link EndpointProfile}, with TLS beside plain text. */
public class Http2Profile extends EndpointProfile {

    static final String PASSWORD = "changeit";

    /** Where the certificate of this run is. */
    static final String KEY_STORE = "test.key-store";

    @Override
    public Map<String, String> getConfigOverrides() {
        Path keys = keys();
        Map<String, String> all = new HashMap<>(super.getConfigOverrides());
        all.put(KEY_STORE, keys.toString());
        all.put("quarkus.http.test-ssl-port", "0");
        all.put("quarkus.tls.agents.key-store.p12.path", keys.toString());
        all.put("quarkus.tls.agents.key-store.p12.password", PASSWORD);
        all.put("quarkus.http.tls-configuration-name", "agents");
        all.put("quarkus.http.insecure-requests", "enabled");
        return all;
    }

    private static Path keys() {
        try {
            Path keys = Files.createTempDirectory("tls").resolve("keys.p12");
            Process made = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "agents",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=localhost",
                            "-ext",
                            "SAN=DNS:localhost,IP:127.0.0.1",
                            "-validity",
                            "2",
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            keys.toString(),
                            "-storepass",
                            PASSWORD)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (made.waitFor() != 0) {
                throw new IllegalStateException("keytool made no certificate");
            }
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
