package dev.countersign.policy.compile.part;

import dev.countersign.json.JsonValue.JsonString;
import dev.countersign.policy.text.Place;
import dev.countersign.policy.text.Problems;
import dev.countersign.policy.text.Quoted;
import dev.countersign.policy.text.SourceNode;
import dev.countersign.policy.text.SourceNode.SourceList;
import dev.countersign.policy.text.SourceNode.SourceMember;
import dev.countersign.policy.text.SourceNode.SourceObject;
import dev.countersign.policy.text.Spelling;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The members of one object of the file: only known keys, each read as the type that it has to have. */
public final class Fields {

    /** Longest {@code on_deny}, {@code reason} or {@code description}, in code points. */
    public static final int LONGEST_TEXT = 2_000;

    /** Longest name, counter or group, in code points. */
    public static final int LONGEST_NAME = 256;

    /**
     * What may stand in an object.
     *
     * @param names in the order of the language's page
     */
    public record Keys(List<String> names) {
        public Keys {
            names = List.copyOf(names);
        }

        /** These keys. */
        public static Keys of(String... names) {
            return new Keys(List.of(names));
        }
    }

    private final Place place;
    private final Problems problems;
    private final Map<String, SourceMember> members = new HashMap<>();

    private Fields(Place place, Problems problems) {
        this.place = place;
        this.problems = problems;
    }

    /**
     * The members of a value; when it is no object, a problem and empty.
     *
     * @param label what the value is called in the message
     */
    public static Optional<Fields> of(SourceNode node, String label, Keys keys, Problems problems) {
        if (!(node instanceof SourceObject object)) {
            problems.error(node.place(), label + " must be an object, got " + node.type());
            return Optional.empty();
        }
        Fields fields = new Fields(object.place(), problems);
        for (SourceMember member : object.members()) {
            if (keys.names().contains(member.key())) {
                fields.members.put(member.key(), member);
            } else {
                problems.error(
                        member.place(),
                        "unknown key " + Quoted.of(member.key()) + Spelling.hint(member.key(), keys.names()));
            }
        }
        return Optional.of(fields);
    }

    /** Where the object stands. */
    public Place place() {
        return place;
    }

    public boolean has(String key) {
        return members.containsKey(key);
    }

    public Optional<SourceNode> get(String key) {
        return Optional.ofNullable(members.get(key)).map(SourceMember::node);
    }

    /** The value of a key that has to be there. */
    public Optional<SourceNode> require(String key) {
        if (!has(key)) {
            problems.error(place, Quoted.of(key) + " is required");
        }
        return get(key);
    }

    /** The elements of a list; absent: none. */
    public List<SourceNode> list(String key) {
        return get(key).flatMap(node -> listOf(key, node))
                .map(SourceList::elements)
                .orElse(List.of());
    }

    /** The value as a list. */
    public Optional<SourceList> listOf(String key, SourceNode node) {
        if (node instanceof SourceList list) {
            return Optional.of(list);
        }
        problems.error(node.place(), key + " must be a list, got " + node.type());
        return Optional.empty();
    }

    /** A string of at most so many code points that is not blank. */
    public Optional<String> text(String key, int longest) {
        return get(key).flatMap(node -> string(key, node, longest)).filter(text -> notBlank(key, text));
    }

    private boolean notBlank(String key, String text) {
        if (text.isBlank()) {
            get(key).ifPresent(node -> problems.error(node.place(), key + " must not be empty"));
        }
        return !text.isBlank();
    }

    /** The value as a string of at most so many code points. */
    public Optional<String> string(String label, SourceNode node, int longest) {
        if (!(node.value() instanceof JsonString string)) {
            problems.error(node.place(), label + " must be a string, got " + node.type());
            return Optional.empty();
        }
        String text = string.value();
        if (text.length() > longest && text.codePointCount(0, text.length()) > longest) {
            problems.error(node.place(), label + " is longer than " + longest + " characters");
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /** A list of distinct names, none of them empty. */
    public List<String> names(String key, SourceList list) {
        Set<String> names = new LinkedHashSet<>();
        for (SourceNode element : list.elements()) {
            string("an entry of " + key, element, LONGEST_NAME).ifPresent(name -> {
                if (name.isEmpty()) {
                    problems.error(element.place(), "an entry of " + key + " must not be empty");
                } else if (!names.add(name)) {
                    problems.error(element.place(), "duplicate entry " + Quoted.of(name));
                }
            });
        }
        return List.copyOf(names);
    }

    /** The member is allowed but does nothing where it stands. */
    public void noEffect(String key) {
        get(key).ifPresent(node -> problems.warning(node.place(), key + " has no effect here"));
    }

    /** The engine cannot do yet what a valid value asks for: the policy is refused, because ignoring it would weaken the policy. */
    void notSupported(String key) {
        Optional.ofNullable(members.get(key))
                .ifPresent(member -> problems.error(member.place(), Quoted.of(key) + " is not supported yet"));
    }
}
