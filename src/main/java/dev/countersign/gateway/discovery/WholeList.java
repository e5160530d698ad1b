package dev.countersign.gateway.discovery;

import dev.countersign.call.IdSource;
import dev.countersign.gateway.Era;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.protocol.ErrorCodes;
import dev.countersign.gateway.protocol.HeaderRules;
import dev.countersign.gateway.protocol.Located;
import dev.countersign.gateway.protocol.answer.Responses;
import dev.countersign.gateway.protocol.answer.ToolVerdict;
import dev.countersign.gateway.protocol.answer.ToolsListFilter;
import dev.countersign.gateway.protocol.answer.ToolsPage;
import dev.countersign.gateway.protocol.answer.UnreadableAnswerException;
import dev.countersign.gateway.upstream.Upstream;
import dev.countersign.json.DoubtfulJsonException;
import dev.countersign.json.JsonLimits;
import dev.countersign.json.JsonText;
import dev.countersign.json.JsonValue;
import dev.countersign.json.StrictJson;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Asks a server for all pages of its list of tools: in the era that is opened by {@code initialize}, and when the server does not know
 * that, in the modern one. On one event loop.
 */
final class WholeList {

    private static final int MOST_TOOLS = 10_000;
    private static final int MOST_PAGES = 1_000;
    private static final String CLIENT =
            "\"protocolVersion\":\"%s\",\"capabilities\":{},\"clientInfo\":{\"name\":\"countersign\",\"version\":\"1\"}";

    private final Vertx vertx;
    private final Upstream upstream;
    private final IdSource ids;

    /**
     * What came of it.
     *
     * @param definitions exact texts of the list's elements
     * @param tellsChanges whether the server declares {@code tools.listChanged}
     * @param conversation still open; to be closed
     */
    record Had(List<String> definitions, boolean tellsChanges, Conversation conversation) {}

    WholeList(Vertx vertx, Upstream upstream, IdSource ids) {
        this.vertx = vertx;
        this.upstream = upstream;
        this.ids = ids;
    }

    /** Fails with {@link NoListException} when there is no whole list; then nothing stays open. */
    Future<Had> ask() {
        Conversation legacy = new Conversation(vertx, upstream, ids, Era.LEGACY);
        return initialize(legacy)
                .compose(tellsChanges -> pages(legacy, tellsChanges))
                .recover(failed -> {
                    legacy.close();
                    boolean other = failed instanceof NoListException no && no.maybeOtherEra();
                    return other ? modern().recover(also -> Future.failedFuture(failed)) : Future.failedFuture(failed);
                });
    }

    private Future<Had> modern() {
        Conversation modern = new Conversation(vertx, upstream, ids, Era.MODERN);
        return modern.ask("server/discover", "")
                .map(response -> declaresChanges(response.message().bytes()))
                .recover(unasked -> Future.succeededFuture(false))
                .compose(tellsChanges -> pages(modern, tellsChanges));
    }

    private Future<Boolean> initialize(Conversation legacy) {
        return legacy.ask("initialize", CLIENT.formatted(legacy.version())).compose(response -> {
            byte[] bytes = response.message().bytes();
            Optional<String> version = text(bytes, "result", "protocolVersion");
            if (version.isEmpty()) {
                return Future.failedFuture(new NoListException("it refused initialize", true));
            }
            legacy.opened(version.get(), Optional.ofNullable(response.headers().get(HeaderRules.SESSION_ID)));
            legacy.tell("notifications/initialized");
            return Future.succeededFuture(declaresChanges(bytes));
        });
    }

    private static Future<Had> pages(Conversation conversation, boolean tellsChanges) {
        List<String> definitions = new ArrayList<>();
        return page(conversation, definitions, new HashSet<>(), Optional.empty())
                .map(done -> new Had(definitions, tellsChanges, conversation));
    }

    private static Future<Void> page(
            Conversation conversation, List<String> definitions, Set<String> cursors, Optional<String> cursor) {
        return conversation
                .ask(
                        "tools/list",
                        cursor.map(c -> "\"cursor\":" + JsonText.quote(c)).orElse(""))
                .compose(response -> {
                    try {
                        Optional<String> next = take(response.message(), definitions);
                        if (next.isEmpty()) {
                            return Future.succeededFuture();
                        }
                        return cursors.add(next.get()) && cursors.size() < MOST_PAGES
                                ? page(conversation, definitions, cursors, next)
                                : Future.failedFuture(new NoListException("its list of tools never ends"));
                    } catch (NoListException | UnreadableAnswerException | DoubtfulJsonException bad) {
                        return Future.failedFuture(
                                bad instanceof NoListException
                                        ? bad
                                        : new NoListException("its list of tools cannot be read"));
                    }
                });
    }

    /** The cursor of the next page, if there is one. */
    private static Optional<String> take(RawMessage response, List<String> definitions)
            throws NoListException, UnreadableAnswerException, DoubtfulJsonException {
        OptionalInt error = Responses.facts(response).errorCode();
        if (error.isPresent() && error.getAsInt() == ErrorCodes.METHOD_NOT_FOUND && definitions.isEmpty()) {
            return Optional.empty(); // a server without tools
        }
        if (error.isPresent()) {
            throw new NoListException("it answered tools/list with error " + error.getAsInt());
        }
        if (Located.value(response.bytes(), "result", "tools").isEmpty()) {
            throw new NoListException("its answer to tools/list has no list of tools");
        }
        ToolsPage page = ToolsListFilter.filter(response, tool -> ToolVerdict.KEEP, false);
        page.tools().forEach(tool -> definitions.add(tool.definition().text()));
        if (definitions.size() > MOST_TOOLS) {
            throw new NoListException("it lists more than " + MOST_TOOLS + " tools");
        }
        return page.nextCursor();
    }

    private static boolean declaresChanges(byte[] response) {
        try {
            return Located.value(response, "result", "capabilities", "tools", "listChanged")
                    .filter(span -> span.text(response).equals("true"))
                    .isPresent();
        } catch (DoubtfulJsonException unreadable) {
            return false;
        }
    }

    private static Optional<String> text(byte[] response, String... path) {
        try {
            Optional<byte[]> value = Located.value(response, path).map(span -> span.bytes(response));
            return value.isPresent()
                            && StrictJson.parse(value.get(), JsonLimits.DEFAULT) instanceof JsonValue.JsonString text
                    ? Optional.of(text.value())
                    : Optional.empty();
        } catch (DoubtfulJsonException unreadable) {
            return Optional.empty();
        }
    }
}
