package dev.countersign.observe;

import dev.countersign.approval.bus.Bus;
import dev.countersign.demo.DemoStartup;
import dev.countersign.gateway.hold.HeldCalls;
import dev.countersign.registry.GatewaySettings;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.io.PrintStream;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Brings the node up: reads Kafka, waits until no record can be missed, then prints the ready line of the outer contract. */
@Singleton
class Serving {

    private static final long LOOK_MILLIS = 20;

    private final Bus bus;
    private final HeldCalls heldCalls;
    private final DemoStartup demo;
    private final GatewaySettings settings;
    private final URI address;
    private final String infra;
    private final CountDownLatch listening = new CountDownLatch(1);

    Serving(
            Bus bus,
            HeldCalls heldCalls,
            DemoStartup demo,
            GatewaySettings settings,
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.http.port") int port,
            @ConfigProperty(name = "countersign.infra", defaultValue = "external") String infra) {
        this.bus = bus;
        this.heldCalls = heldCalls;
        this.demo = demo;
        this.settings = settings;
        this.address = URI.create("http://" + host + ":" + port);
        this.infra = infra;
    }

    void listening(@ObservesAsync HttpServerStart started) {
        listening.countDown();
    }

    void start(@Observes StartupEvent event) {
        bus.start();
        heldCalls.start();
        ExecutorService once = Executors.newSingleThreadExecutor(r -> new Thread(r, "ready-line"));
        once.execute(this::announce);
        once.shutdown();
    }

    /** Waits for Kafka however long it is away: the service answers meanwhile, and is not ready. */
    private void announce() {
        try {
            listening.await();
            while (!bus.positioned()) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        PrintStream terminal = System.out;
        terminal.println("countersign: ready on " + address + " (" + infra + ")");
        terminal.flush();
        demo.ready(URI.create(settings.publicUrl()), address, text -> {
            terminal.println(text);
            terminal.flush();
        });
    }
}
