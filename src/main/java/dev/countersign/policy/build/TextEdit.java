package dev.countersign.policy.build;

import dev.countersign.policy.build.Span.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Changes single members of a JSON text and leaves every other character where it is, so that a difference shows only the change. */
final class TextEdit {

    private static final String STEP = "  ";

    private TextEdit() {}

    /** The text with a member set to a value, at its old place or behind the last member. */
    static String set(String text, Span object, String name, String json, int depth) {
        Member old = object.members().get(name);
        if (old != null) {
            return replaced(text, old.value().start(), old.value().end(), json);
        }
        String member = Texts.quoted(name) + ": " + json;
        if (object.members().isEmpty()) {
            String line = "\n" + STEP.repeat(depth);
            return replaced(text, object.start(), object.end(), "{" + line + STEP + member + line + "}");
        }
        Member last = members(object).get(object.members().size() - 1);
        String lead = text.substring(text.lastIndexOf('\n', last.key()) + 1, last.key());
        String between = lead.isBlank() && text.lastIndexOf('\n', last.key()) >= 0 ? ",\n" + lead : ", ";
        return replaced(text, last.value().end(), last.value().end(), between + member);
    }

    /** The text without a member. */
    static String removed(String text, Span object, String name) {
        List<String> names = new ArrayList<>(object.members().keySet());
        int at = names.indexOf(name);
        if (at < 0) {
            return text;
        }
        List<Member> members = members(object);
        if (members.size() == 1) {
            return replaced(text, object.start(), object.end(), "{}");
        }
        return at + 1 < members.size()
                ? replaced(text, members.get(at).key(), members.get(at + 1).key(), "")
                : replaced(
                        text,
                        members.get(at - 1).value().end(),
                        members.get(at).value().end(),
                        "");
    }

    private static List<Member> members(Span object) {
        return object.members().entrySet().stream().map(Map.Entry::getValue).toList();
    }

    private static String replaced(String text, int from, int to, String by) {
        return text.substring(0, from) + by + text.substring(to);
    }
}
