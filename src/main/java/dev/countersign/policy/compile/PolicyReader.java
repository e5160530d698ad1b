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
import java.util.List;
import java.util.Optional;

/** Reads a policy of the JSON dialect. */
final class PolicyReader {

    static final Keys TOP =
            Keys.of("version", "default", "hide", "tools", "all_tools", "approval", "description", "$schema");

    private final Problems problems;

    PolicyReader(Problems problems) {
        this.problems = problems;
    }

    /**
     * The rules; what is wrong is added to the problems, and then what is returned must not be used.
     *
     * @param yaml whether the file is YAML
     */
    Optional<FileRules> read(SourceNode root, boolean yaml) {
        return Fields.of(root, "a policy", TOP, problems).map(top -> {
            TopReader head = new TopReader(top, problems);
            head.checkHead(yaml);
            boolean deny = head.defaultDeny().orElseGet(() -> {
                if (!top.has("default")) {
                    problems.error(top.place(), "\"default\" is required: \"allow\" or \"deny\"");
                }
                return true;
            });
            HideList hide = head.hide();
            Approval defaults =
                    top.get("approval").map(new ApprovalReader(problems)::read).orElse(Approval.NOTHING);
            ToolReader reader = new ToolReader(problems, defaults);
            ToolRules all = top.get("all_tools").map(reader::all).orElse(ToolRules.NONE);
            top.get("all_tools").ifPresent(node -> StageCheck.check(node.place(), ToolRules.NONE, all, problems));
            List<Tool> tools = head.tools(hide).stream()
                    .map(member -> tool(member, reader, all))
                    .toList();
            return new FileRules(root, deny, hide, tools, all);
        });
    }

    private Tool tool(SourceMember member, ToolReader reader, ToolRules all) {
        ToolReader.Read read = reader.tool(member.key(), member.node());
        StageCheck.check(member.place(), read.rules(), all, problems);
        return new Tool(member.key(), new RulePointer(member.place().pointer()), read.rules(), read.risk());
    }
}
