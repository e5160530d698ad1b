package dev.countersign.cli.policy;

import dev.countersign.cli.policy.Inputs.BadInputException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** A service that runs, asked over REST as an admin. */
final class RunningGateway {

    /** Where it listens; {@code --url} wins over it. */
    static final String URL = "COUNTERSIGN_URL";

    /** The REST token of an admin; never an option, because words of a command line are seen by others. */
    static final String TOKEN = "COUNTERSIGN_TOKEN";

    private static final String DEFAULT_URL = "http://127.0.0.1:8080";
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final String url;
    private final String token;

    /**
     * Where it is and who asks.
     *
     * @param url of the option; blank: that of the environment, else the default address
     */
    RunningGateway(String url, Map<String, String> environment) {
        String chosen = url.isBlank() ? environment.getOrDefault(URL, DEFAULT_URL) : url;
        this.url = chosen.replaceFirst("/+$", "");
        this.token = environment.getOrDefault(TOKEN, "");
    }

    /** The tools that a server lists, as a {@code tools/list} result. */
    byte[] tools(String server) throws BadInputException {
        if (token.isBlank()) {
            throw new BadInputException(TOKEN + " is not set: it has to be the REST token of an admin");
        }
        String name = URLEncoder.encode(server, StandardCharsets.UTF_8).replace("+", "%20");
        HttpResponse<byte[]> answer = get(url + "/api/v1/servers/" + name + "/tools/definitions");
        return switch (answer.statusCode()) {
            case OK -> answer.body();
            case UNAUTHORIZED, FORBIDDEN ->
                throw new BadInputException(url + " refuses " + TOKEN + ": it has to be the REST token of an admin");
            case NOT_FOUND -> throw new BadInputException(url + " has no server \"" + server + "\"");
            default -> throw new BadInputException(url + " answered HTTP " + answer.statusCode());
        };
    }

    private HttpResponse<byte[]> get(String address) throws BadInputException {
        try {
            return HttpClient.newBuilder()
                    .connectTimeout(CONNECT)
                    .build()
                    .send(
                            HttpRequest.newBuilder(URI.create(address))
                                    .timeout(PATIENCE)
                                    .header("authorization", "Bearer " + token)
                                    .header("accept", "application/json")
                                    .build(),
                            BodyHandlers.ofByteArray());
        } catch (IllegalArgumentException noUrl) {
            throw new BadInputException("\"" + url + "\" is no address of a service, like " + DEFAULT_URL);
        } catch (IOException away) {
            throw new BadInputException("no service answers at " + url + "; name another with --url or " + URL);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new BadInputException("interrupted");
        }
    }
}
