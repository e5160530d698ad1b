package dev.countersign.gateway.upstream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/**
 * What a message of a server is, as far as delivering it needs.
 *
 * @param idKey the id as compared within a session; empty for a notification
 * @param progressToken the token of a progress notification, in the form of the id
 * @param about the id of the request that another notification names: the subscription it comes of, or what it cancels
 */
public record ServerMessage(Kind kind, String idKey, Optional<String> progressToken, Optional<String> about) {

    /** The kinds of JSON-RPC messages. */
    public enum Kind {
        REQUEST,
        NOTIFICATION,
        RESPONSE,
        NOT_A_MESSAGE
    }

    /** Where a notification of the modern era names the request {@code subscriptions/listen} that it comes of. */
    public static final String SUBSCRIPTION = "io.modelcontextprotocol/subscriptionId";

    private static final JsonFactory JSON = new JsonFactory();
    private static final ServerMessage NONE =
            new ServerMessage(Kind.NOT_A_MESSAGE, "", Optional.empty(), Optional.empty());

    /** Of one message and nothing else: what is followed by more is none. */
    public static ServerMessage of(byte[] utf8) {
        try (JsonParser in = JSON.createParser(utf8)) {
            ServerMessage message = in.nextToken() == JsonToken.START_OBJECT ? read(in) : NONE;
            return in.nextToken() == null ? message : NONE;
        } catch (IOException notJson) {
            return NONE;
        }
    }

    /** The token in {@code params._meta.progressToken} of a request, in the form of {@link #progressToken}. */
    public static Optional<String> progressTokenOf(byte[] utf8) {
        try (JsonParser in = JSON.createParser(utf8)) {
            in.nextToken();
            return enter(in, "params") && enter(in, "_meta") && enter(in, "progressToken")
                    ? Optional.of(key(in))
                    : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    /** The key of an id in its exact JSON text. */
    public static String keyOf(String idText) {
        try (JsonParser in = JSON.createParser(idText)) {
            in.nextToken();
            return key(in);
        } catch (IOException notAnId) {
            return "";
        }
    }

    /** Whether it asks for nothing and answers nothing. */
    public boolean isNotification() {
        return kind == Kind.NOTIFICATION;
    }

    private static boolean enter(JsonParser in, String member) throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            return false;
        }
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = in.currentName().equals(member);
            in.nextToken();
            if (found) {
                return true;
            }
            in.skipChildren();
        }
        return false;
    }

    private static ServerMessage read(JsonParser in) throws IOException {
        String method = "";
        String idKey = "";
        Named named = Named.NOTHING;
        boolean answer = false;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            switch (name) {
                case "id" -> idKey = key(in);
                case "method" -> method = in.getText();
                case "result", "error" -> {
                    answer = true;
                    in.skipChildren();
                }
                case "params" -> named = named(in);
                default -> in.skipChildren();
            }
        }
        if (answer) {
            return new ServerMessage(Kind.RESPONSE, idKey, Optional.empty(), Optional.empty());
        }
        if (method.isEmpty()) {
            return NONE;
        }
        return idKey.isEmpty()
                ? notification(method, named)
                : new ServerMessage(Kind.REQUEST, idKey, Optional.empty(), Optional.empty());
    }

    private static ServerMessage notification(String method, Named named) {
        return switch (method) {
            case "notifications/progress" ->
                new ServerMessage(Kind.NOTIFICATION, "", named.progressToken, Optional.empty());
            case "notifications/cancelled" ->
                new ServerMessage(Kind.NOTIFICATION, "", Optional.empty(), named.requestId);
            default -> new ServerMessage(Kind.NOTIFICATION, "", Optional.empty(), named.subscription);
        };
    }

    /** What {@code params} name. */
    private record Named(Optional<String> progressToken, Optional<String> requestId, Optional<String> subscription) {

        private static final Named NOTHING = new Named(Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Named named(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            in.skipChildren();
            return Named.NOTHING;
        }
        Optional<String> token = Optional.empty();
        Optional<String> requestId = Optional.empty();
        Optional<String> subscription = Optional.empty();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            switch (name) {
                case "progressToken" -> token = scalar(in);
                case "requestId" -> requestId = scalar(in);
                case "_meta" -> subscription = subscription(in);
                default -> in.skipChildren();
            }
        }
        return new Named(token, requestId, subscription);
    }

    private static Optional<String> subscription(JsonParser in) throws IOException {
        Optional<String> found = Optional.empty();
        if (in.currentToken() != JsonToken.START_OBJECT) {
            in.skipChildren();
            return found;
        }
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            boolean here = in.currentName().equals(SUBSCRIPTION);
            in.nextToken();
            if (here) {
                found = scalar(in);
            } else {
                in.skipChildren();
            }
        }
        return found;
    }

    private static Optional<String> scalar(JsonParser in) throws IOException {
        Optional<String> key = Optional.of(key(in));
        in.skipChildren();
        return key;
    }

    /** Strings start with a quote, numbers are their text: {@code 5} and {@code "5"} differ. */
    private static String key(JsonParser in) throws IOException {
        return in.currentToken() == JsonToken.VALUE_STRING ? '"' + in.getText() : in.getText();
    }
}
