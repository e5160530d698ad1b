package dev.countersign.demo;

import com.sun.net.httpserver.HttpServer;
import dev.countersign.demo.market.Market;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The demo upstream: an exchange with play money as a real MCP server (Streamable HTTP, revisions 2025-03-26, 2025-06-18
 * and 2025-11-25) on a loopback port of its own. It answers only to the one credential it was started with, so nobody
 * reaches it past the gateway. Its threads are daemons: it never keeps a process alive.
 */
public final class Exchange implements AutoCloseable {
    private static final String PATH = "/mcp";

    private final HttpServer server;
    private final ExecutorService threads;
    private final CountDownLatch closing;

    private Exchange(HttpServer server, ExecutorService threads, CountDownLatch closing) {
        this.server = server;
        this.threads = threads;
        this.closing = closing;
    }

    /**
     * Starts it on this port of the loopback address; 0 takes a free one.
     *
     * @param credential the bearer token it wants to see
     * @throws IOException when the port is taken
     */
    public static Exchange start(int port, String credential, InstantSource clock) throws IOException {
        // Without this an answer on a kept connection waits 40 ms for a delayed acknowledgement
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "demo-exchange");
            thread.setDaemon(true);
            return thread;
        });
        CountDownLatch closing = new CountDownLatch(1);
        McpMethods methods = new McpMethods(new ExchangeTools(Market.seeded(clock)));
        server.createContext(PATH, new ExchangeEndpoint(credential, methods, closing));
        server.setExecutor(threads);
        server.start();
        return new Exchange(server, threads, closing);
    }

    /** Where it serves a given port. */
    public static URI url(int port) {
        return URI.create("http://127.0.0.1:" + port + PATH);
    }

    /** Where it serves. */
    public URI url() {
        return url(server.getAddress().getPort());
    }

    /** Ends open streams and frees the port. */
    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
