package dev.countersign.policy.compile;

import dev.countersign.policy.text.Problems;
import dev.countersign.policy.text.Quoted;
import dev.countersign.policy.text.SourceNode;
import dev.countersign.policy.text.SourceNode.SourceMember;
import dev.countersign.policy.text.SourceNode.SourceObject;
import java.util.List;
import java.util.stream.Stream;

/** Tells the JSON dialect from the rule dialect of older files: by the keys that only one of them has. */
final class Dialect {

    private static final List<String> JSON_TOP = List.of("all_tools", "approval");
    private static final String RULE_TOP = "approvals";
    private static final String RULE_TOOL = "rules";

    private record Mark(SourceMember member, boolean rules) {}

    private Dialect() {}

    /** Whether the tree is of the JSON dialect; if not, the problem says why the file cannot be used. */
    static boolean isJson(SourceNode root, Problems problems) {
        if (!(root instanceof SourceObject top)) {
            return true;
        }
        List<Mark> marks = top.members().stream().flatMap(Dialect::marks).toList();
        if (marks.stream().noneMatch(Mark::rules)) {
            return true;
        }
        Mark first = marks.get(0);
        Mark rule = marks.stream().filter(Mark::rules).findFirst().orElse(first);
        marks.stream()
                .filter(mark -> mark.rules() != first.rules())
                .findFirst()
                .ifPresentOrElse(
                        second -> problems.error(
                                second.member().place(),
                                "the file mixes two dialects: "
                                        + Quoted.of(first.member().key()) + " and "
                                        + Quoted.of(second.member().key())),
                        () -> problems.error(
                                rule.member().place(),
                                Quoted.of(rule.member().key())
                                        + " is not supported yet: write the policy in the JSON dialect"));
        return false;
    }

    private static Stream<Mark> marks(SourceMember member) {
        if (member.key().equals(RULE_TOP)) {
            return Stream.of(new Mark(member, true));
        }
        if (JSON_TOP.contains(member.key())) {
            return Stream.of(new Mark(member, false));
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
                        .map(m -> new Mark(m, m.key().equals(RULE_TOOL)))
                : Stream.empty();
    }
}
