package dev.countersign.policy.compile;

import dev.countersign.call.RulePointer;
import dev.countersign.json.JsonValue.JsonNumber;
import dev.countersign.json.JsonValue.JsonString;
import dev.countersign.policy.compile.Fields.Keys;
import dev.countersign.policy.rule.CompiledPolicy;
import dev.countersign.policy.rule.CompiledPolicy.Setting;
import dev.countersign.policy.rule.HideList;
import dev.countersign.policy.rule.ToolRules;
import dev.countersign.policy.rule.ToolTable;
import dev.countersign.policy.rule.ToolTable.Tool;
import dev.countersign.policy.text.Place;
import dev.countersign.policy.text.Problems;
import dev.countersign.policy.text.Quoted;
import dev.countersign.policy.text.SourceNode;
import dev.countersign.policy.text.SourceNode.SourceList;
import dev.countersign.policy.text.SourceNode.SourceMember;
import dev.countersign.policy.text.SourceNode.SourceObject;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;

/** Reads the top level of a policy of the JSON dialect. */
final class PolicyReader {

    private static final Keys TOP =
            Keys.of("version", "default", "hide", "tools", "all_tools", "approval", "description", "$schema");
    private static final int MOST_NAMES = 10_000;

    private final Problems problems;

    PolicyReader(Problems problems) {
        this.problems = problems;
    }

    /**
     * The policy; what is wrong is added to the problems, and then what is returned must not be used.
     *
     * @param versionId of the file's bytes
     */
    Optional<CompiledPolicy> read(SourceNode root, String versionId, Setting setting) {
        return Fields.of(root, "a policy", TOP, problems).map(top -> {
            version(top);
            fields(top);
            boolean deny = defaultDeny(top);
            HideList hide = new HideList(hide(top));
            Approval defaults =
                    top.get("approval").map(new ApprovalReader(problems)::read).orElse(Approval.NOTHING);
            ToolReader reader = new ToolReader(problems, defaults);
            ToolRules all = top.get("all_tools").map(reader::all).orElse(ToolRules.NONE);
            top.get("all_tools").ifPresent(node -> StageCheck.check(node.place(), ToolRules.NONE, all, problems));
            List<Tool> tools = tools(top, reader, hide, all);
            return new CompiledPolicy(versionId, deny, hide, new ToolTable(tools, all), all, setting);
        });
    }

    private static void fields(Fields top) {
        top.get("description").ifPresent(node -> top.string("description", node, Fields.LONGEST_TEXT));
        top.get("$schema").ifPresent(node -> top.string("$schema", node, Fields.LONGEST_TEXT));
    }

    private void version(Fields top) {
        top.require("version").ifPresent(node -> {
            if (!isWord(node, "1")) {
                problems.error(node.place(), "version must be \"1\", got " + shown(node));
            }
        });
    }

    private boolean defaultDeny(Fields top) {
        Optional<SourceNode> node = top.get("default");
        if (node.isEmpty()) {
            problems.error(top.place(), "\"default\" is required: \"allow\" or \"deny\"");
        } else if (!isWord(node.get(), "allow") && !isWord(node.get(), "deny")) {
            problems.error(node.get().place(), "default must be \"allow\" or \"deny\", got " + shown(node.get()));
        }
        return node.filter(n -> isWord(n, "allow")).isEmpty();
    }

    private static boolean isWord(SourceNode node, String word) {
        return node.value() instanceof JsonString string && string.value().equals(word);
    }

    private static String shown(SourceNode node) {
        if (node.value() instanceof JsonString string) {
            return Quoted.of(string.value());
        }
        return node.value() instanceof JsonNumber number && number.text().length() < Fields.LONGEST_NAME
                ? number.text()
                : node.type();
    }

    private List<String> hide(Fields top) {
        Optional<SourceList> list = top.get("hide").flatMap(node -> top.listOf("hide", node));
        if (list.isEmpty() || tooMany(list.get().place(), list.get().elements().size(), "hide entries")) {
            return List.of();
        }
        for (SourceNode element : list.get().elements()) {
            if (element.value() instanceof JsonString name) {
                warnOfForm(name.value(), element.place());
            }
        }
        return top.names("hide", list.get());
    }

    private List<Tool> tools(Fields top, ToolReader reader, HideList hide, ToolRules all) {
        Optional<SourceNode> node = top.get("tools");
        if (node.isEmpty()) {
            return List.of();
        }
        if (!(node.get() instanceof SourceObject tools)) {
            problems.error(
                    node.get().place(),
                    "tools must be an object, got " + node.get().type());
            return List.of();
        }
        if (tooMany(tools.place(), tools.members().size(), "tools")) {
            return List.of();
        }
        return tools.members().stream()
                .map(member -> tool(member, reader, hide, all))
                .toList();
    }

    private Tool tool(SourceMember member, ToolReader reader, HideList hide, ToolRules all) {
        String name = member.key();
        if (name.isEmpty()) {
            problems.error(member.place(), "the name of a tool must not be empty");
        }
        if (name.codePointCount(0, name.length()) > Fields.LONGEST_NAME) {
            problems.error(member.place(), "the name is longer than " + Fields.LONGEST_NAME + " characters");
        }
        if (hide.hides(name)) {
            problems.warning(member.node().place(), "never reached: the tool is hidden");
        }
        warnOfForm(name, member.place());
        ToolRules own = reader.tool(name, member.node());
        StageCheck.check(member.place(), own, all, problems);
        return new Tool(name, new RulePointer(member.place().pointer()), own);
    }

    private void warnOfForm(String name, Place place) {
        if (!Normalizer.isNormalized(name, Normalizer.Form.NFC)) {
            problems.warning(
                    place, "the name is not in Unicode normal form C and matches only a tool written the same way");
        }
    }

    private boolean tooMany(Place place, int count, String what) {
        if (count > MOST_NAMES) {
            problems.error(place, "more than " + MOST_NAMES + " " + what);
        }
        return count > MOST_NAMES;
    }
}
