package dev.countersign.policy.compile;

import dev.countersign.call.RulePointer;
import dev.countersign.policy.compile.part.Approval;
import dev.countersign.policy.compile.part.ApprovalReader;
import dev.countersign.policy.compile.part.Fields;
import dev.countersign.policy.compile.part.Fields.Keys;
import dev.countersign.policy.compile.part.StageCheck;
import dev.countersign.policy.rule.HideList;
import dev.countersign.policy.rule.ToolRules;
import dev.countersign.policy.rule.ToolTable.Tool;
import dev.countersign.policy.text.Problems;
import dev.countersign.policy.text.SourceNode;
import dev.countersign.policy.text.SourceNode.SourceMember;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a policy of the rule dialect (policy design, section 8) into the same form as {@link PolicyReader}. */
final class RuleFileReader {

    /** In this dialect the star is no pattern: it has the rules for every tool, and lists none. */
    private static final String EVERY_TOOL = "*";

    private static final Keys TOP = Keys.of("version", "description", "default", "hide", "tools", "approvals");
    private static final Keys APPROVALS = Keys.of("default_timeout", "timeout", "dedupe_window", "notify");

    private final Problems problems;

    RuleFileReader(Problems problems) {
        this.problems = problems;
    }

    /** The rules; what is wrong is added to the problems, and then what is returned must not be used. */
    Optional<FileRules> read(SourceNode root, boolean yaml) {
        return Fields.of(root, "a policy", TOP, problems).map(top -> {
            TopReader head = new TopReader(top, problems);
            head.checkHead(yaml);
            boolean deny = head.defaultDeny().orElseGet(() -> {
                problems.warning(top.place(), "no default: every tool that is not named is allowed");
                return false;
            });
            HideList hide = head.hide();
            Approval defaults = top.get("approvals").map(this::approvals).orElse(Approval.NOTHING);
            RuleReader reader = new RuleReader(problems, defaults);
            List<SourceMember> tools = head.tools(hide);
            ToolRules all = tools.stream()
                    .filter(member -> member.key().equals(EVERY_TOOL))
                    .map(member -> reader.all(member.node()))
                    .findFirst()
                    .orElse(ToolRules.NONE);
            List<Tool> named = new ArrayList<>();
            for (SourceMember member : tools) {
                if (!member.key().equals(EVERY_TOOL)) {
                    named.add(tool(member, reader.tool(member.key(), member.node()), all));
                } else {
                    StageCheck.check(member.place(), ToolRules.NONE, all, problems);
                }
            }
            return new FileRules(root, deny, hide, named, all);
        });
    }

    private Tool tool(SourceMember member, ToolRules rules, ToolRules all) {
        StageCheck.check(member.place(), rules, all, problems);
        return new Tool(member.key(), new RulePointer(member.place().pointer()), rules, Optional.empty());
    }

    private Approval approvals(SourceNode node) {
        return Fields.of(node, "approvals", APPROVALS, problems)
                .map(fields -> {
                    fields.noEffect("dedupe_window");
                    fields.noEffect("notify");
                    String key = fields.has("default_timeout") ? "default_timeout" : "timeout";
                    if (fields.has("default_timeout") && fields.has("timeout")) {
                        fields.get("timeout")
                                .ifPresent(n ->
                                        problems.error(n.place(), "timeout cannot be combined with default_timeout"));
                    }
                    return Approval.expiringAfter(
                            fields.get(key).flatMap(value -> ApprovalReader.expiry(key, value, problems)));
                })
                .orElse(Approval.NOTHING);
    }
}
