package dev.countersign.policy.compile;

import dev.countersign.policy.rule.CompiledPolicy;
import dev.countersign.policy.rule.CompiledPolicy.Setting;
import dev.countersign.policy.rule.HideList;
import dev.countersign.policy.rule.ToolRules;
import dev.countersign.policy.rule.ToolTable;

/** What a file says, in whichever dialect. */
record FileRules(boolean defaultDeny, HideList hide, ToolTable tools, ToolRules all) {

    CompiledPolicy policy(String version, Setting setting) {
        return new CompiledPolicy(version, defaultDeny, hide, tools, all, setting);
    }
}
