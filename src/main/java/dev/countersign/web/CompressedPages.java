package dev.countersign.web;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Sends pages gzipped to browsers that take it. Only pages: Quarkus' own switch would also touch what passes through {@code /mcp}
 * byte for byte. The one secret on a page, the token of its forms, is masked anew each time, so its length tells nothing.
 */
final class CompressedPages {

    private static final int WORTH_IT = 1024;

    @ServerResponseFilter
    void compress(ContainerRequestContext request, ContainerResponseContext response) throws IOException {
        String accepted = request.getHeaderString("Accept-Encoding");
        boolean taken = accepted != null && accepted.toLowerCase(Locale.ROOT).contains("gzip");
        if (!taken || !(response.getEntity() instanceof String page) || page.length() < WORTH_IT || !isHtml(response)) {
            return;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(page.length() / 4);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(page.getBytes(StandardCharsets.UTF_8));
        }
        response.getHeaders().putSingle("Content-Encoding", "gzip");
        response.getHeaders().putSingle("Vary", "Accept-Encoding");
        response.setEntity(bytes.toByteArray());
    }

    private static boolean isHtml(ContainerResponseContext response) {
        return response.getMediaType() != null && MediaType.TEXT_HTML_TYPE.isCompatible(response.getMediaType());
    }
}
