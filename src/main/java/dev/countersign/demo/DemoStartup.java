package dev.countersign.demo;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.Config;

/** Runs the exchange inside the service while the demo configuration is in use; does nothing otherwise. */
@Singleton
public class DemoStartup {
    private final Config config;
    private final InstantSource clock;
    private Optional<Exchange> exchange = Optional.empty();
    private Optional<FirstCall> firstCall = Optional.empty();

    @Inject
    DemoStartup(Config config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
    }

    /** Before the gateway serves. The port and the credential are those that the gateway reads from the same properties. */
    void start(@Observes Startup event) {
        if (data().isEmpty()) {
            return;
        }
        URI url = config.getValue(DemoConfiguration.URL, URI.class);
        String authorization = config.getValue(DemoConfiguration.AUTHORIZATION, String.class);
        try {
            exchange = Optional.of(Exchange.start(url.getPort(), authorization.replaceFirst("^Bearer ", ""), clock));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the demo exchange cannot listen on port " + url.getPort() + "; start again to use another", e);
        }
    }

    /**
     * To be called once the service is ready: shows the logins on the first start and lets the demo's agent make its call.
     *
     * @param publicUrl how people and agents reach this service
     * @param gateway the root of the address it listens on
     * @param terminal gets the text with the logins; not the log
     */
    public void ready(URI publicUrl, URI gateway, Consumer<String> terminal) {
        data().map(DemoConfiguration::open).ifPresent(demo -> {
            demo.welcomeText(publicUrl).ifPresent(text -> {
                terminal.accept(text);
                demo.welcomed();
            });
            if (!demo.firstCallDone()) {
                FirstCall call = new FirstCall(endpoint(gateway), demo.agentToken(), demo::firstCallIsDone);
                firstCall = Optional.of(call);
                call.start();
            }
        });
    }

    /** An address to listen on everywhere is none to connect to. */
    private static URI endpoint(URI gateway) {
        String host = String.valueOf(gateway.getHost());
        boolean everywhere = host.equals("0.0.0.0") || host.equals("[::]");
        return URI.create("http://" + (everywhere ? "127.0.0.1" : host) + ":" + gateway.getPort() + "/mcp/"
                + DemoConfiguration.SERVER);
    }

    void stop(@Observes Shutdown event) {
        firstCall.ifPresent(FirstCall::close);
        exchange.ifPresent(Exchange::close);
    }

    private Optional<Path> data() {
        return config.getOptionalValue(DemoConfiguration.ACTIVE, String.class).map(Path::of);
    }
}
