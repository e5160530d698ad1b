package dev.countersign.gateway.protocol;

import com.fasterxml.jackson.core.JsonToken;
import dev.countersign.gateway.protocol.Message.Kind;
import dev.countersign.gateway.protocol.Message.RequestId;
import dev.countersign.gateway.protocol.Message.ToolsCall;
import dev.countersign.gateway.protocol.MessageScan.Faults;
import dev.countersign.gateway.protocol.Params.Member;
import dev.countersign.json.DoubtfulJsonException;
import dev.countersign.json.MemberNames;
import dev.countersign.json.StrictReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** Reads one message; one object per message, thrown away after it. */
final class EnvelopeScan {

    static final String CALL = "tools/call";

    private static final Set<String> FOLDED = Set.of("jsonrpc", "id", "method", "params", "result", "error");
    private static final int WRONG = ErrorCodes.INVALID_REQUEST;

    private final StrictReader reader;
    private final byte[] body;
    private final Faults faults;
    private boolean version;
    private boolean result;
    private boolean error;
    private boolean inParams;
    private boolean idSeen;
    private Optional<RequestId> id = Optional.empty();
    private Optional<String> method = Optional.empty();
    private Optional<Params> params = Optional.empty();

    EnvelopeScan(StrictReader reader, byte[] body, Faults faults) {
        this.reader = reader;
        this.body = body;
        this.faults = faults;
    }

    /** The exact text of the id as far as was read, empty without one that an answer may carry. */
    String idText() {
        return id.map(RequestId::text).orElse("");
    }

    /** The code for what is wrong where reading stands. */
    int code() {
        return inParams ? ErrorCodes.INVALID_PARAMS : WRONG;
    }

    /** Reads on from the message's first token; faults are noted, the message is then of no use. */
    Message read(JsonToken first) throws DoubtfulJsonException {
        int from = reader.start();
        if (first == JsonToken.START_OBJECT) {
            while (reader.next() != JsonToken.END_OBJECT) {
                faults.noteDuplicate(WRONG, reader);
                member(reader.text());
                faults.noteDuplicate(code(), reader);
                inParams = false;
            }
        } else {
            reader.skip();
            faults.note(WRONG, "a message is a JSON object", reader);
        }
        Span span = new Span(from, reader.stop());
        Kind kind = kind();
        Optional<ToolsCall> call = method.isPresent() ? call(method.get(), kind) : Optional.empty();
        return new Message(kind, span, id, method, params, call);
    }

    private void member(String name) throws DoubtfulJsonException {
        switch (name) {
            case "jsonrpc" ->
                version =
                        reader.next() == JsonToken.VALUE_STRING && reader.text().equals("2.0");
            case "id" -> id(reader.next());
            case "method" -> method(reader.next());
            case "params" -> params(reader.next());
            case "result" -> {
                result = true;
                reader.next();
            }
            case "error" -> {
                error = true;
                reader.next();
            }
            default -> {
                if (FOLDED.contains(MemberNames.fold(name))) {
                    faults.note(WRONG, "a member that differs by case from one that JSON-RPC knows", reader);
                }
                reader.next();
            }
        }
        reader.skip();
    }

    private void id(JsonToken token) throws DoubtfulJsonException {
        idSeen = true;
        boolean text = token == JsonToken.VALUE_STRING;
        if (!text && token != JsonToken.VALUE_NUMBER_INT) {
            faults.note(WRONG, "an id that is neither a string nor an integer", reader);
            return;
        }
        Span span = new Span(reader.start(), reader.stop());
        if (span.size() - (text ? 2 : 0) > ParamsScan.LONGEST_WORD) {
            faults.note(WRONG, "an id of more than 256 bytes", reader);
            return;
        }
        String value = reader.text();
        id = Optional.of(new RequestId(span.text(body), (text ? "s" : "n") + value, span));
    }

    private void method(JsonToken token) throws DoubtfulJsonException {
        if (token == JsonToken.VALUE_STRING) {
            method = Optional.of(reader.text());
        } else {
            faults.note(WRONG, "a method that is no string", reader);
        }
    }

    private void params(JsonToken token) throws DoubtfulJsonException {
        inParams = true;
        if (token == JsonToken.START_OBJECT) {
            params = Optional.of(new ParamsScan(reader, body, faults).read());
        } else {
            faults.note(ErrorCodes.INVALID_PARAMS, "params that are no object", reader);
        }
    }

    private Kind kind() {
        if (!version) {
            faults.note(WRONG, "jsonrpc is not \"2.0\"");
        }
        if (method.isPresent()) {
            if (result || error) {
                faults.note(WRONG, "a message is a request or a response, not both");
            }
            return idSeen ? Kind.REQUEST : Kind.NOTIFICATION;
        }
        if (result == error) {
            faults.note(WRONG, "a message has a method, a result or an error");
        }
        if (result && !idSeen) {
            faults.note(WRONG, "a result without an id");
        }
        return result ? Kind.RESULT : Kind.ERROR;
    }

    private Optional<ToolsCall> call(String name, Kind kind) {
        if (!name.equals(CALL)) {
            String folded = MemberNames.fold(name);
            if (folded.equals(CALL) || (folded.equals("tools/list") && !name.equals(folded))) {
                faults.note(WRONG, "a method that differs by case from one that MCP knows");
            }
            return Optional.empty();
        }
        if (kind != Kind.REQUEST) {
            faults.note(WRONG, "tools/call without an id");
        }
        Optional<Member> tool = params.flatMap(p -> p.member(ParamsScan.NAME));
        String text = tool.flatMap(Member::text).orElse("");
        Optional<String> fault =
                tool.isEmpty() ? Optional.of("params without the name of the tool") : nameFault(tool.get());
        fault.ifPresent(what -> faults.note(ErrorCodes.INVALID_PARAMS, what));
        return Optional.of(call(text));
    }

    private static Optional<String> nameFault(Member tool) {
        if (tool.text().isEmpty()) {
            return Optional.of("the name of the tool is no string");
        }
        String text = tool.text().get();
        if (text.isEmpty()) {
            return Optional.of("the name of the tool is empty");
        }
        if (MemberNames.hasLoneSurrogate(text)) {
            return Optional.of("half of a surrogate pair in the name of the tool");
        }
        return isTooLong(text) ? Optional.of("a name of a tool of more than 256 bytes") : Optional.empty();
    }

    private static boolean isTooLong(String tool) {
        return tool.length() * 3 > ParamsScan.LONGEST_WORD
                && tool.getBytes(StandardCharsets.UTF_8).length > ParamsScan.LONGEST_WORD;
    }

    private ToolsCall call(String tool) {
        Optional<Span> arguments = params.flatMap(p -> p.value(ParamsScan.ARGUMENTS));
        int first = arguments.isPresent() ? body[arguments.get().from()] : '{';
        if (first != '{' && first != 'n') {
            faults.note(
                    ErrorCodes.INVALID_PARAMS, "arguments that are neither an object nor null at /params/arguments");
        }
        return new ToolsCall(
                tool, arguments, first == 'n', params.map(this::alsoSent).orElse(""));
    }

    private String alsoSent(Params all) {
        StringBuilder others = new StringBuilder();
        for (Member member : all.members()) {
            if (!ParamsScan.isOfTheCallItself(member)) {
                others.append(others.isEmpty() ? '{' : ',').append(member.span().text(body));
            }
        }
        return others.isEmpty() ? "" : others.append('}').toString();
    }
}
