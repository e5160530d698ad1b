package dev.countersign.policy.compile;

import dev.countersign.json.JsonValue.JsonNumber;
import dev.countersign.json.JsonValue.JsonString;
import dev.countersign.policy.compile.part.Fields;
import dev.countersign.policy.rule.HideList;
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

/** Reads what both dialects have at the top: version, default, hidden names, the names of tools. */
final class TopReader {

    private static final int MOST_TOOLS = 20_000;
    private static final int MOST_HIDDEN = 10_000;

    private final Fields top;
    private final Problems problems;

    TopReader(Fields top, Problems problems) {
        this.top = top;
        this.problems = problems;
    }

    /** Checks the version, which YAML may have without quotes, and the texts that do nothing. */
    void checkHead(boolean yaml) {
        top.require("version").ifPresent(node -> {
            boolean one = yaml
                    && node.value() instanceof JsonNumber number
                    && number.text().equals("1");
            if (!one && !isWord(node, "1")) {
                problems.error(node.place(), "version must be \"1\", got " + shown(node));
            }
        });
        top.get("description").ifPresent(node -> top.string("description", node, Fields.LONGEST_TEXT));
        top.get("$schema").ifPresent(node -> top.string("$schema", node, Fields.LONGEST_TEXT));
    }

    /** Whether tools that are not named are refused; empty when the file does not say. */
    Optional<Boolean> defaultDeny() {
        Optional<SourceNode> node = top.get("default");
        node.filter(n -> !isWord(n, "allow") && !isWord(n, "deny"))
                .ifPresent(n -> problems.error(n.place(), "default must be \"allow\" or \"deny\", got " + shown(n)));
        return node.map(n -> !isWord(n, "allow"));
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

    /** The names that {@code hide} takes away. */
    HideList hide() {
        Optional<SourceList> list = top.get("hide").flatMap(node -> top.listOf("hide", node));
        if (list.isEmpty() || tooMany(list.get().place(), list.get().elements().size(), MOST_HIDDEN, "hide entries")) {
            return new HideList(List.of());
        }
        for (SourceNode element : list.get().elements()) {
            if (element.value() instanceof JsonString name) {
                warnOfForm(name.value(), element.place());
            }
        }
        return new HideList(top.names("hide", list.get()));
    }

    /** The members of {@code tools}, their names checked. */
    List<SourceMember> tools(HideList hide) {
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
        if (tooMany(tools.place(), tools.members().size(), MOST_TOOLS, "tools")) {
            return List.of();
        }
        tools.members().forEach(member -> checkName(member, hide));
        return tools.members();
    }

    private void checkName(SourceMember member, HideList hide) {
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
    }

    private void warnOfForm(String name, Place place) {
        if (!Normalizer.isNormalized(name, Normalizer.Form.NFC)) {
            problems.warning(
                    place, "the name is not in Unicode normal form C and matches only a tool written the same way");
        }
    }

    private boolean tooMany(Place place, int count, int most, String what) {
        if (count > most) {
            problems.error(place, "more than " + most + " " + what);
        }
        return count > most;
    }
}
