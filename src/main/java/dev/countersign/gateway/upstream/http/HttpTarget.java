package dev.countersign.gateway.upstream.http;

import dev.countersign.registry.Server;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.Map;

/** Where a server listens, from the configuration only: an agent's query or host never gets into it. */
record HttpTarget(String host, int port, boolean tls, String path, Map<String, String> ownHeaders) {

    static HttpTarget of(Server.Http http) {
        URI url = http.url();
        boolean tls = "https".equalsIgnoreCase(url.getScheme());
        int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        String host = url.getHost();
        if (host.startsWith("[")) {
            host = host.substring(1, host.length() - 1);
        }
        return new HttpTarget(host, port, tls, path + query, http.headers());
    }

    RequestOptions options(HttpMethod method) {
        return new RequestOptions()
                .setMethod(method)
                .setHost(host)
                .setPort(port)
                .setSsl(tls)
                .setURI(path)
                .setFollowRedirects(false);
    }
}
