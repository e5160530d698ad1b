package dev.countersign.web;

import io.quarkus.qute.TemplateExtension;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Addresses of static files with their content's hash, so that browsers may keep them for a year: {@code {static:url('inbox.css')}}. */
@TemplateExtension(namespace = "static")
final class StaticFile {

    private static final Map<String, String> URLS = new ConcurrentHashMap<>();
    private static final int HASH_DIGITS = 12;

    private StaticFile() {}

    static String url(String name) {
        return URLS.computeIfAbsent(name, StaticFile::hashed);
    }

    private static String hashed(String name) {
        String resource = "META-INF/resources/static/" + name;
        try (InputStream content =
                Thread.currentThread().getContextClassLoader().getResourceAsStream(resource)) {
            if (content == null) {
                throw new IllegalArgumentException("no static file " + name);
            }
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.readAllBytes());
            return "/static/" + name + "?v=" + HexFormat.of().formatHex(hash).substring(0, HASH_DIGITS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
