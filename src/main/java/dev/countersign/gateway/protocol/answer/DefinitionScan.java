package dev.countersign.gateway.protocol.answer;

import com.fasterxml.jackson.core.JsonToken;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.protocol.Span;
import dev.countersign.gateway.protocol.Splice;
import dev.countersign.json.DoubtfulJsonException;
import dev.countersign.json.DoubtfulJsonException.Doubt;
import dev.countersign.json.MemberNames;
import dev.countersign.json.StrictReader;
import java.util.Optional;

/** Reads one definition inside a list of tools. */
final class DefinitionScan {

    private static final String OPTIONAL = "\"optional\"";
    private static final String EXECUTION = "execution";
    private static final String SUPPORT = "taskSupport";

    private final StrictReader reader;
    private final byte[] message;
    private Optional<String> name = Optional.empty();
    private Optional<String> description = Optional.empty();
    private Optional<Span> annotations = Optional.empty();
    private Optional<Span> execution = Optional.empty();
    private Optional<Span> support = Optional.empty();
    private Span span = new Span(0, 0);

    private DefinitionScan(StrictReader reader, byte[] message) {
        this.reader = reader;
        this.message = message;
    }

    /** Reads on from the brace just read. */
    static DefinitionScan read(StrictReader reader, byte[] message) throws DoubtfulJsonException {
        DefinitionScan scan = new DefinitionScan(reader, message);
        if (!reader.isObject()) {
            throw reader.doubt(Doubt.AMBIGUOUS, "a tool that is no object");
        }
        int from = reader.start();
        while (reader.next() != JsonToken.END_OBJECT) {
            scan.member(reader.text());
        }
        scan.span = new Span(from, reader.stop());
        if (scan.name.isEmpty()) {
            throw reader.doubt(Doubt.AMBIGUOUS, "a tool without a name");
        }
        return scan;
    }

    Span span() {
        return span;
    }

    ListedTool tool() {
        return new ListedTool(
                name.orElseThrow(),
                RawMessage.of(span.bytes(message)),
                description,
                annotations.map(where -> where.text(message)));
    }

    /** Says that a call may be made as a task, unless the tool itself can or must be called so. */
    void offerTask(Splice splice) {
        if (execution.isEmpty()) {
            splice.insertMember(span, EXECUTION, "{\"taskSupport\":\"optional\"}");
        } else if (support.isPresent()) {
            String theirs = support.get().text(message);
            if (!theirs.equals(OPTIONAL) && !theirs.equals("\"required\"")) {
                splice.replace(support.get(), OPTIONAL);
            }
        } else if (message[execution.get().from()] == '{') {
            splice.insertMember(execution.get(), SUPPORT, OPTIONAL);
        }
    }

    private void member(String member) throws DoubtfulJsonException {
        if (!member.equals("name") && MemberNames.fold(member).equals("name")) {
            throw reader.doubt(Doubt.AMBIGUOUS, "a member that differs by case from one that MCP knows");
        }
        JsonToken value = reader.next();
        int start = reader.start();
        if (member.equals("name")) {
            name = text(value).filter(text -> !text.isEmpty());
        } else if (member.equals("description")) {
            description = text(value);
        } else if (member.equals(EXECUTION) && value == JsonToken.START_OBJECT) {
            execution();
        }
        reader.skip();
        Span here = new Span(start, reader.stop());
        annotations = member.equals("annotations") ? Optional.of(here) : annotations;
        execution = member.equals(EXECUTION) ? Optional.of(here) : execution;
    }

    private void execution() throws DoubtfulJsonException {
        while (reader.next() != JsonToken.END_OBJECT) {
            boolean wanted = reader.text().equals(SUPPORT);
            reader.next();
            int start = reader.start();
            reader.skip();
            support = wanted ? Optional.of(new Span(start, reader.stop())) : support;
        }
    }

    private Optional<String> text(JsonToken value) throws DoubtfulJsonException {
        return value == JsonToken.VALUE_STRING ? Optional.of(reader.text()) : Optional.empty();
    }
}
