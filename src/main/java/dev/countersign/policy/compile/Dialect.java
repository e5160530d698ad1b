package dev.countersign.policy.compile;

import dev.countersign.policy.text.Problems;
import dev.countersign.policy.text.Quoted;
import dev.countersign.policy.text.SourceNode;
import dev.countersign.policy.text.SourceNode.SourceMember;
import dev.countersign.policy.text.SourceNode.SourceObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The two dialects of the language, told apart by the keys that only one of them has. */
enum Dialect {
    /** {@code require}, {@code deny_if}, {@code limits}: of the hosted JSON files. */
    JSON,
    /** {@code rules}: of the older YAML files. */
    RULES;

    private static final List<String> JSON_TOP = List.of("all_tools", "approval");
    private static final String RULE_TOP = "approvals";
    private static final String RULE_TOOL = "rules";

    private record Mark(SourceMember member, Dialect dialect) {}

    /**
     * The dialect of a tree; one without any mark is of the usual dialect of its syntax.
     *
     * @return empty when the file mixes both, which is a problem of the file
     */
    static Optional<Dialect> of(SourceNode root, Dialect usual, Problems problems) {
        if (!(root instanceof SourceObject top)) {
            return Optional.of(usual);
        }
        List<Mark> marks = top.members().stream().flatMap(Dialect::marks).toList();
        if (marks.isEmpty()) {
            return Optional.of(usual);
        }
        Mark first = marks.get(0);
        Optional<Mark> other =
                marks.stream().filter(mark -> mark.dialect() != first.dialect()).findFirst();
        other.ifPresent(second -> problems.error(
                second.member().place(),
                "the file mixes two dialects: " + Quoted.of(first.member().key()) + " and "
                        + Quoted.of(second.member().key())));
        return other.isPresent() ? Optional.empty() : Optional.of(first.dialect());
    }

    private static Stream<Mark> marks(SourceMember member) {
        if (member.key().equals(RULE_TOP)) {
            return Stream.of(new Mark(member, RULES));
        }
        if (JSON_TOP.contains(member.key())) {
            return Stream.of(new Mark(member, JSON));
        }
        return member.key().equals("tools") && member.node() instanceof SourceObject tools
                ? tools.members().stream().flatMap(Dialect::toolMarks)
                : Stream.empty();
    }

    private static Stream<Mark> toolMarks(SourceMember tool) {
        List<String> json = ToolReader.keys();
        return tool.node() instanceof SourceObject rules
                ? rules.members().stream()
                        .filter(m -> m.key().equals(RULE_TOOL) || json.contains(m.key()))
                        .map(m -> new Mark(m, m.key().equals(RULE_TOOL) ? RULES : JSON))
                : Stream.empty();
    }
}
