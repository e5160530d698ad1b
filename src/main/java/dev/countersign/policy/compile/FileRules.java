package dev.countersign.policy.compile;

import dev.countersign.policy.rule.CompiledPolicy;
import dev.countersign.policy.rule.CompiledPolicy.Setting;
import dev.countersign.policy.rule.HideList;
import dev.countersign.policy.rule.ToolRules;
import dev.countersign.policy.rule.ToolTable;
import dev.countersign.policy.rule.ToolTable.Tool;
import dev.countersign.policy.text.SourceNode;
import java.util.List;

/** What a file says, in whichever dialect. */
record FileRules(SourceNode root, boolean defaultDeny, HideList hide, List<Tool> tools, ToolRules all) {

    CompiledPolicy policy(String version, Setting setting) {
        return new CompiledPolicy(version, defaultDeny, hide, new ToolTable(tools, all), all, setting);
    }

    CompiledPolicies.Parts parts() {
        return new CompiledPolicies.Parts(root, tools, all);
    }
}
