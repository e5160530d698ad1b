package dev.countersign.inbox;

import dev.countersign.approval.ApprovalView;
import dev.countersign.inbox.fakes.FixedAccounts;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A browser without script: keeps cookies, fills in forms, does not follow redirects. */
public final class Visitor {

    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");

    final String origin;
    final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    public Visitor(int port) {
        this.origin = "http://localhost:" + port;
    }

    public static Visitor in(int port, String name) {
        Visitor visitor = new Visitor(port);
        HttpResponse<String> answer = visitor.login(name, FixedAccounts.password(name));
        if (answer.statusCode() != 303) {
            throw new IllegalStateException(name + " could not log in: " + answer.statusCode());
        }
        return visitor;
    }

    public HttpResponse<String> login(String name, String password) {
        return post("/login", withHidden(get("/login").body(), Map.of("name", name, "password", password)));
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET().build());
    }

    public HttpResponse<String> post(String path, Map<String, String> fields, String... headers) {
        String body = fields.entrySet().stream()
                .map(f -> f.getKey() + "=" + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(request(path, headers)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** A form with one field that repeats: a ticked box for each call, as the bulk page has it. */
    public HttpResponse<String> postAll(String path, Map<String, String> fields, String name, ApprovalView... calls) {
        String body = Stream.concat(
                        fields.entrySet().stream().map(f -> f.getKey() + "=" + encoded(f.getValue())),
                        Stream.of(calls).map(c -> name + "=" + encoded(c.id() + " " + c.digest())))
                .collect(Collectors.joining("&"));
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The hidden fields of a page, the last of each name, and some more. */
    public static Map<String, String> withHidden(String page, Map<String, String> more) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher hidden = HIDDEN.matcher(page);
        while (hidden.find()) {
            fields.put(hidden.group(1), hidden.group(2));
        }
        fields.putAll(more);
        return fields;
    }

    /** The page of a call, its form filled in and sent. */
    HttpResponse<String> vote(String id, Map<String, String> fields, String... headers) {
        return post("/inbox/" + id + "/votes", withHidden(get("/inbox/" + id).body(), fields), headers);
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + path));
        for (String header : headers) {
            String[] parts = header.split(": ", 2);
            request.header(parts[0], parts[1]);
        }
        return request;
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
