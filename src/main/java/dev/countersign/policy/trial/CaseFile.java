package dev.countersign.policy.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.policy.KnownTools;
import dev.countersign.policy.trial.TrialCall.Course;
import dev.countersign.policy.trial.TrialCall.Who;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * The calls that a policy is tried on: {@code {tools?, calls: [{tool, args | argsText, agent, session, at, upstream, then, thenAt,
 * expect, rule, message}]}} (policy design, section 10). Unknown members are refused: a misspelt {@code expect} would test nothing.
 *
 * @param tools what the server lists; unknown without
 */
public record CaseFile(KnownTools tools, List<TrialCall> calls) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Set<String> MEMBERS = Set.of("tools", "calls", "description");
    private static final Set<String> CALL_MEMBERS = Set.of(
            "tool",
            "args",
            "argsText",
            "agent",
            "session",
            "at",
            "upstream",
            "then",
            "thenAt",
            "expect",
            "rule",
            "message",
            "about");
    private static final Set<String> OUTCOMES = Set.of("allow", "deny", "hold", "hidden", "refused", "blocked");
    private static final Set<String> ENDS = Set.of("deny", "approve", "expire", "leave");
    private static final String UPSTREAMS = "ok|tool_error|rpc_error:-?\\d+|http:\\d{3}|lost|unreachable";

    public CaseFile {
        calls = List.copyOf(calls);
    }

    /**
     * Reads a file.
     *
     * @throws BadCaseFileException with the place of the first thing that is wrong
     */
    public static CaseFile read(byte[] utf8) throws BadCaseFileException {
        JsonNode root;
        try {
            root = JSON.readTree(utf8);
        } catch (JsonProcessingException e) {
            throw new BadCaseFileException("line " + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr() + ": not valid JSON");
        } catch (IOException e) {
            throw new BadCaseFileException("not valid JSON");
        }
        if (!root.isObject() || !root.path("calls").isArray()) {
            throw new BadCaseFileException("an object with \"calls\", a list, is expected");
        }
        known(root, MEMBERS, "");
        List<TrialCall> calls = new ArrayList<>();
        for (JsonNode call : root.path("calls")) {
            calls.add(call(call, "/calls/" + calls.size()));
        }
        return new CaseFile(tools(root), calls);
    }

    private static KnownTools tools(JsonNode root) throws BadCaseFileException {
        return root.has("tools")
                ? ToolList.read(root.path("tools").toString().getBytes(StandardCharsets.UTF_8))
                        .known()
                : KnownTools.NONE;
    }

    private static TrialCall call(JsonNode call, String pointer) throws BadCaseFileException {
        if (!call.path("tool").isTextual() || call.path("tool").asText().isEmpty()) {
            throw new BadCaseFileException(pointer + ": \"tool\", the name of a tool, is required");
        }
        known(call, CALL_MEMBERS, pointer);
        return new TrialCall(
                call.path("tool").asText(),
                arguments(call),
                new Who(
                        text(call, "agent").orElse("agent"),
                        text(call, "session").orElse("1")),
                time(call, "at", pointer),
                course(call, pointer),
                expected(call, pointer),
                text(call, "rule"),
                text(call, "message"));
    }

    private static void known(JsonNode node, Set<String> members, String pointer) throws BadCaseFileException {
        for (var name : (Iterable<String>) node::fieldNames) {
            if (!members.contains(name)) {
                throw new BadCaseFileException(pointer + ": unknown key \"" + name + "\"");
            }
        }
    }

    private static Optional<String> arguments(JsonNode call) {
        return text(call, "argsText")
                .or(() -> Optional.of(call.path("args"))
                        .filter(args -> !args.isMissingNode() && !args.isNull())
                        .map(JsonNode::toString));
    }

    private static Course course(JsonNode call, String pointer) throws BadCaseFileException {
        String upstream = text(call, "upstream").orElse("ok");
        if (!upstream.matches(UPSTREAMS)) {
            throw new BadCaseFileException(
                    pointer + ": upstream must be ok, tool_error, rpc_error:CODE, http:STATUS, lost or unreachable");
        }
        String then = text(call, "then").orElse("deny");
        if (!ENDS.contains(then)) {
            throw new BadCaseFileException(pointer + ": then must be deny, approve, expire or leave");
        }
        return new Course(upstream, then, time(call, "thenAt", pointer));
    }

    private static List<String> expected(JsonNode call, String pointer) throws BadCaseFileException {
        JsonNode expect = call.path("expect");
        List<String> all = expect.isArray()
                ? StreamSupport.stream(expect.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList()
                : text(call, "expect").stream().toList();
        if (!OUTCOMES.containsAll(all)) {
            throw new BadCaseFileException(
                    pointer + ": expect must be allow, deny, hold, hidden, refused or blocked, or a list of them");
        }
        return all;
    }

    private static Optional<Instant> time(JsonNode call, String member, String pointer) throws BadCaseFileException {
        Optional<String> text = text(call, member);
        try {
            return text.map(Instant::parse);
        } catch (DateTimeParseException e) {
            throw new BadCaseFileException(
                    pointer + ": " + member + " must be a time in UTC, like 2026-01-01T00:00:00Z");
        }
    }

    private static Optional<String> text(JsonNode call, String member) {
        return Optional.of(call.path(member)).filter(JsonNode::isTextual).map(JsonNode::asText);
    }
}
