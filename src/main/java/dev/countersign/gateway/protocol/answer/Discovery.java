package dev.countersign.gateway.protocol.answer;

import dev.countersign.gateway.Era;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.protocol.Located;
import dev.countersign.gateway.protocol.Revision;
import dev.countersign.gateway.protocol.Span;
import dev.countersign.gateway.protocol.Splice;
import dev.countersign.json.DoubtfulJsonException;
import dev.countersign.json.JsonLimits;
import dev.countersign.json.JsonText;
import dev.countersign.json.JsonValue;
import dev.countersign.json.JsonValue.JsonArray;
import dev.countersign.json.JsonValue.JsonString;
import dev.countersign.json.StrictJson;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The response to {@code server/discover} (2026-07-28): only revisions that the gateway can judge are offered on. */
public final class Discovery {

    private Discovery() {}

    /** The response with the versions we do not speak cut out; the same object when there are none. */
    public static RawMessage ofSpokenVersions(RawMessage response) throws UnreadableAnswerException {
        byte[] bytes = response.bytes();
        try {
            Optional<Span> versions = Located.value(bytes, "result", "supportedVersions");
            if (versions.isEmpty()) {
                return response;
            }
            List<String> offered = strings(StrictJson.parse(versions.get().bytes(bytes), JsonLimits.DEFAULT));
            List<String> kept = offered.stream().filter(Discovery::isSpoken).toList();
            if (kept.equals(offered)) {
                return response;
            }
            String list = kept.stream().map(JsonText::quote).collect(Collectors.joining(",", "[", "]"));
            return RawMessage.of(Splice.of(bytes).replace(versions.get(), list).toBytes());
        } catch (DoubtfulJsonException e) {
            throw new UnreadableAnswerException(e.sentence());
        }
    }

    /** The changed response, marked as private and at most a minute old: what was changed for one agent is nobody else's. */
    public static RawMessage keptShortly(RawMessage changed) throws UnreadableAnswerException {
        byte[] bytes = changed.bytes();
        try {
            Optional<Span> result = Located.value(bytes, "result").filter(span -> bytes[span.from()] == '{');
            if (result.isEmpty()) {
                return changed;
            }
            CacheHints hints = new CacheHints();
            for (String name : List.of("cacheScope", "ttlMs")) {
                Located.value(bytes, "result", name).ifPresent(value -> hints.see(name, value));
            }
            Splice splice = Splice.of(bytes);
            hints.tighten(splice, bytes, result.get());
            return RawMessage.of(splice.toBytes());
        } catch (DoubtfulJsonException e) {
            throw new UnreadableAnswerException(e.sentence());
        }
    }

    private static List<String> strings(JsonValue value) throws UnreadableAnswerException {
        if (!(value instanceof JsonArray list) || !list.elements().stream().allMatch(JsonString.class::isInstance)) {
            throw new UnreadableAnswerException("supported versions that are no list of strings");
        }
        return list.elements().stream().map(e -> ((JsonString) e).value()).toList();
    }

    /** Older revisions are none of a modern request's business, and none of ours to hide. */
    private static boolean isSpoken(String version) {
        return !Revision.isModernDate(version)
                || Revision.of(version).filter(r -> r.era() == Era.MODERN).isPresent();
    }
}
