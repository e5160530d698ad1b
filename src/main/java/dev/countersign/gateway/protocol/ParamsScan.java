package dev.countersign.gateway.protocol;

import com.fasterxml.jackson.core.JsonToken;
import dev.countersign.gateway.protocol.MessageScan.Faults;
import dev.countersign.gateway.protocol.Params.Member;
import dev.countersign.gateway.protocol.Params.Meta;
import dev.countersign.json.DoubtfulJsonException;
import dev.countersign.json.MemberNames;
import dev.countersign.json.StrictReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code params}, whatever the method: that may come behind it. */
final class ParamsScan {

    static final String META = "_meta";
    static final String NAME = "name";
    static final String ARGUMENTS = "arguments";
    static final String TASK = "task";
    static final String REQUEST_STATE = "requestState";

    /** The same sizes hold for request ids, progress tokens and tool names (protocol design, section 14). */
    static final int LONGEST_WORD = 256;

    private static final Set<String> TEXTS = Set.of(NAME, "uri", "taskId", REQUEST_STATE, "protocolVersion", "reason");
    private static final Set<String> EXACT = Set.of(NAME, ARGUMENTS, META, TASK, "inputResponses", REQUEST_STATE);
    private static final Set<String> FOLDED = Set.of(NAME, ARGUMENTS, META, TASK, "inputresponses", "requeststate");

    /** Members that every call may have, or that only say how its caller waits: they change nothing of what runs. */
    private static final Set<String> OF_THE_CALL = Set.of(NAME, ARGUMENTS, META, TASK);

    private final StrictReader reader;
    private final byte[] body;
    private final Faults faults;

    ParamsScan(StrictReader reader, byte[] body, Faults faults) {
        this.reader = reader;
        this.body = body;
        this.faults = faults;
    }

    /** Whether the member is no part of what an approver has to see as "also sent". */
    static boolean isOfTheCallItself(Member member) {
        return OF_THE_CALL.contains(member.name())
                || (member.name().equals(REQUEST_STATE)
                        && member.text().filter(RequestState::isOurs).isPresent());
    }

    /** Reads on from the brace just read to the closing one. */
    Params read() throws DoubtfulJsonException {
        int from = reader.start();
        List<Member> members = new ArrayList<>(4);
        Optional<Meta> meta = Optional.empty();
        while (reader.next() != JsonToken.END_OBJECT) {
            String name = reader.text();
            int start = reader.start();
            if (!EXACT.contains(name) && FOLDED.contains(MemberNames.fold(name))) {
                faults.note(ErrorCodes.INVALID_PARAMS, "a member that differs by case from one that MCP knows", reader);
            }
            JsonToken token = reader.next();
            Optional<String> text = token == JsonToken.VALUE_STRING && TEXTS.contains(name)
                    ? Optional.of(reader.text())
                    : Optional.empty();
            int value = reader.start();
            if (name.equals(META) && token == JsonToken.START_OBJECT) {
                meta = Optional.of(meta());
            }
            reader.skip();
            int stop = reader.stop();
            members.add(new Member(name, new Span(start, stop), new Span(value, stop), text));
        }
        return new Params(new Span(from, reader.stop()), meta, members);
    }

    private Meta meta() throws DoubtfulJsonException {
        int from = reader.start();
        Optional<String> token = Optional.empty();
        Optional<String> version = Optional.empty();
        Optional<Span> capabilities = Optional.empty();
        while (reader.next() != JsonToken.END_OBJECT) {
            String name = reader.text();
            JsonToken value = reader.next();
            int start = reader.start();
            if (name.equals("progressToken")) {
                token = progressToken(value);
            } else if (name.equals("io.modelcontextprotocol/protocolVersion")) {
                version = version(value);
            }
            reader.skip();
            if (name.equals("io.modelcontextprotocol/clientCapabilities")) {
                capabilities = Optional.of(new Span(start, reader.stop()));
            }
        }
        return new Meta(new Span(from, reader.stop()), token, version, capabilities);
    }

    /** What is neither text nor number is no token, and passes like anything unknown. */
    private Optional<String> progressToken(JsonToken value) throws DoubtfulJsonException {
        if (value != JsonToken.VALUE_STRING && !value.isNumeric()) {
            return Optional.empty();
        }
        Span span = new Span(reader.start(), reader.stop());
        if (span.size() > LONGEST_WORD + 2) {
            faults.note(ErrorCodes.INVALID_PARAMS, "a progress token of more than 256 bytes", reader);
            return Optional.empty();
        }
        return Optional.of(span.text(body));
    }

    private Optional<String> version(JsonToken value) throws DoubtfulJsonException {
        if (value != JsonToken.VALUE_STRING) {
            faults.note(ErrorCodes.INVALID_PARAMS, "a protocol version that is no string", reader);
            return Optional.empty();
        }
        return Optional.of(reader.text());
    }
}
