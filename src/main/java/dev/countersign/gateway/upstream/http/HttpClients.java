package dev.countersign.gateway.upstream.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.inject.Singleton;

/**
 * The HTTP clients of the node. Each event loop has a pool of its own, so that an exchange never changes threads; nothing follows
 * redirects, repeats a request or decompresses.
 */
@Singleton
final class HttpClients {

    /** No queueing for a connection: as many as requests may be in flight. */
    private static final int POOL = 20_000;

    private static final int CONNECT_MILLIS = 5_000;

    /** Seconds; below the five after which common servers close, so that few requests meet a closing connection. */
    private static final int KEEP_ALIVE = 4;

    private static final int LARGEST_HEAD = 64 * 1024;

    private final ThreadLocal<HttpClient> pooled;
    private final HttpClient fresh;

    HttpClients(Vertx vertx) {
        PoolOptions pool = new PoolOptions().setHttp1MaxSize(POOL);
        pooled = ThreadLocal.withInitial(() -> vertx.createHttpClient(options(), pool));
        fresh = vertx.createHttpClient(options().setKeepAlive(false), pool);
    }

    /** Keeps connections; the one of the calling event loop. */
    HttpClient pooled() {
        return pooled.get();
    }

    /** Never uses a connection twice. */
    HttpClient fresh() {
        return fresh;
    }

    private static HttpClientOptions options() {
        return new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setTcpNoDelay(true)
                .setKeepAlive(true)
                .setKeepAliveTimeout(KEEP_ALIVE)
                .setPipelining(false)
                .setConnectTimeout(CONNECT_MILLIS)
                .setDecompressionSupported(false)
                .setMaxHeaderSize(LARGEST_HEAD)
                .setMaxWaitQueueSize(POOL)
                .setTracingPolicy(TracingPolicy.IGNORE);
    }
}
