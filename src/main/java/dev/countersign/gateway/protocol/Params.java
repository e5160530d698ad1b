package dev.countersign.gateway.protocol;

import java.util.List;
import java.util.Optional;

/**
 * The object {@code params} of a message.
 *
 * @param members all of them, in order
 */
public record Params(Span span, Optional<Meta> meta, List<Member> members) {

    public Params {
        members = List.copyOf(members);
    }

    /**
     * One member.
     *
     * @param name after unescaping
     * @param span from the quote of the name to the end of the value
     * @param text the value after unescaping, when it is a string and the member one the gateway looks at ({@link ParamsScan})
     */
    public record Member(String name, Span span, Span value, Optional<String> text) {}

    /**
     * {@code _meta}, when it is an object.
     *
     * @param progressToken the exact text, a string or a number
     * @param clientCapabilities {@code io.modelcontextprotocol/clientCapabilities} of the modern era
     */
    public record Meta(
            Span span,
            Optional<String> progressToken,
            Optional<String> protocolVersion,
            Optional<Span> clientCapabilities) {}

    public Optional<Member> member(String name) {
        for (Member member : members) {
            if (member.name().equals(name)) {
                return Optional.of(member);
            }
        }
        return Optional.empty();
    }

    /** Where the member's value stands. */
    public Optional<Span> value(String name) {
        return member(name).map(Member::value);
    }

    /** A string that the gateway looks at: name, uri, taskId, requestState, protocolVersion, reason. */
    public Optional<String> text(String name) {
        return member(name).flatMap(Member::text);
    }
}
