package dev.countersign.gateway.protocol.answer;

import com.fasterxml.jackson.core.JsonToken;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.protocol.Span;
import dev.countersign.gateway.protocol.Splice;
import dev.countersign.json.DoubtfulJsonException;
import dev.countersign.json.DoubtfulJsonException.Doubt;
import dev.countersign.json.JsonLimits;
import dev.countersign.json.MemberNames;
import dev.countersign.json.StrictReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Cuts hidden tools out of the response to {@code tools/list} (protocol design, section 7). Kept tools keep their bytes and their
 * order. What cannot be read strictly, or could be read in two ways, is never passed unfiltered. Responses without a list of tools,
 * errors among them, pass as they are; a batch is filtered element by element.
 */
public final class ToolsListFilter {

    private static final Set<String> ENVELOPE = Set.of("jsonrpc", "id", "method", "params", "result", "error");
    private static final Set<String> RESULT = Set.of("tools");

    private final byte[] message;
    private final StrictReader reader;
    private final Function<String, ToolVerdict> verdicts;
    private final List<ListedTool> tools = new ArrayList<>();
    private final Splice splice;
    private Optional<String> nextCursor = Optional.empty();

    private ToolsListFilter(byte[] message, StrictReader reader, Function<String, ToolVerdict> verdicts) {
        this.message = message;
        this.reader = reader;
        this.verdicts = verdicts;
        this.splice = Splice.of(message);
    }

    /**
     * Filters one response, or a batch of them.
     *
     * @param verdicts what to do with the tool of this name
     * @param modern whether a changed list must be marked as private and short-lived (2026-07-28)
     */
    public static ToolsPage filter(RawMessage response, Function<String, ToolVerdict> verdicts, boolean modern)
            throws UnreadableAnswerException {
        byte[] bytes = response.bytes();
        try (StrictReader reader = StrictReader.of(bytes, JsonLimits.DEFAULT)) {
            ToolsListFilter filter = new ToolsListFilter(bytes, reader, verdicts);
            filter.whole(modern);
            boolean changed = !filter.splice.isUnchanged();
            RawMessage passed = changed ? RawMessage.of(filter.splice.toBytes()) : response;
            return new ToolsPage(passed, changed, filter.tools, filter.nextCursor);
        } catch (DoubtfulJsonException e) {
            throw new UnreadableAnswerException(e.sentence());
        }
    }

    private void whole(boolean modern) throws DoubtfulJsonException {
        JsonToken first = reader.next();
        if (first == JsonToken.START_ARRAY) {
            while (reader.next() != JsonToken.END_ARRAY) {
                envelope(modern);
            }
        } else {
            envelope(modern);
        }
        reader.end();
        if (reader.duplicate().isPresent()) {
            throw reader.duplicate().get();
        }
    }

    private void envelope(boolean modern) throws DoubtfulJsonException {
        if (!reader.isObject()) {
            throw reader.doubt(Doubt.AMBIGUOUS, "a message that is no object");
        }
        while (reader.next() != JsonToken.END_OBJECT) {
            String name = known(ENVELOPE);
            reader.next();
            if (name.equals("result") && reader.isObject()) {
                result(modern);
            } else {
                reader.skip();
            }
        }
    }

    private void result(boolean modern) throws DoubtfulJsonException {
        int from = reader.start();
        CacheHints hints = new CacheHints();
        boolean before = splice.isUnchanged();
        while (reader.next() != JsonToken.END_OBJECT) {
            String name = known(RESULT);
            JsonToken value = reader.next();
            int start = reader.start();
            if (name.equals("tools")) {
                list(value);
            } else if (name.equals("nextCursor") && value == JsonToken.VALUE_STRING) {
                nextCursor = Optional.of(reader.text());
            }
            reader.skip();
            hints.see(name, new Span(start, reader.stop()));
        }
        if (modern && before != splice.isUnchanged()) {
            hints.tighten(splice, message, new Span(from, reader.stop()));
        }
    }

    private void list(JsonToken value) throws DoubtfulJsonException {
        if (value != JsonToken.START_ARRAY) {
            throw reader.doubt(Doubt.AMBIGUOUS, "tools that are no list");
        }
        List<Span> spans = new ArrayList<>();
        List<Boolean> cut = new ArrayList<>();
        while (reader.next() != JsonToken.END_ARRAY) {
            DefinitionScan definition = DefinitionScan.read(reader, message);
            ToolVerdict verdict = verdicts.apply(definition.tool().name());
            tools.add(definition.tool());
            spans.add(definition.span());
            cut.add(verdict == ToolVerdict.CUT);
            if (verdict == ToolVerdict.OFFER_TASK) {
                definition.offerTask(splice);
            }
        }
        cut(spans, cut);
    }

    /** With each cut tool goes one comma: the one behind it while nothing before it is kept, else the one in front. */
    private void cut(List<Span> spans, List<Boolean> cut) {
        boolean kept = false;
        for (int i = 0; i < spans.size(); i++) {
            Span span = spans.get(i);
            if (!cut.get(i)) {
                kept = true;
            } else if (kept) {
                splice.cut(new Span(spans.get(i - 1).to(), span.to()));
            } else {
                boolean last = i + 1 == spans.size();
                splice.cut(new Span(
                        span.from(), last ? span.to() : spans.get(i + 1).from()));
            }
        }
    }

    /** The current name; one that only folds to a known one could be read as that by a lenient client. */
    private String known(Set<String> names) throws DoubtfulJsonException {
        String name = reader.text();
        if (!names.contains(name) && names.contains(MemberNames.fold(name))) {
            throw reader.doubt(Doubt.AMBIGUOUS, "a member that differs by case from one that MCP knows");
        }
        return name;
    }
}
