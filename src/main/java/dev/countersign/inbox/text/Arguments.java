package dev.countersign.inbox.text;

import dev.countersign.json.DoubtfulJsonException;
import dev.countersign.json.JsonLimits;
import dev.countersign.json.JsonValue;
import dev.countersign.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The arguments of a call laid out for reading: deciding fields first, one line per value, long things folded and said so. Made
 * from the very text that is sent, by the same parser that judged it.
 *
 * @param readable false when the text cannot be laid out; then only the exact text is there
 * @param folded whether something is not on the page except in the exact text: approving then wants a confirmation
 */
public record Arguments(boolean readable, boolean folded, List<Line> lines, List<Warning> warnings) {

    private static final int MOST_WARNINGS = 5;

    public Arguments {
        lines = List.copyOf(lines);
        warnings = List.copyOf(warnings);
    }

    /**
     * One line.
     *
     * @param depth 0 for the arguments themselves; from 6 on nothing is indented further
     * @param note what is to be said of the name, empty for nothing
     * @param kind for the eye: text, number, word (true, false, null), object or list (a heading for what follows), folded
     */
    public record Line(int depth, ShownText key, ShownText value, String kind, String folded, String note) {
        public boolean isFolded() {
            return !folded.isEmpty();
        }
    }

    /** Lays out the text of {@code arguments} by the names alone; empty text means the call has none. */
    public static Arguments of(String text) {
        return of(text, FieldOrder.NONE);
    }

    /** Lays out the text of {@code arguments} in the order that is known of the tool. */
    public static Arguments of(String text, FieldOrder order) {
        if (text.isEmpty()) {
            return new Arguments(true, false, List.of(), List.of());
        }
        Optional<JsonValue> parsed = parse(text);
        List<Warning> warnings = new ArrayList<>();
        if (parsed.isEmpty()) {
            return new Arguments(false, true, List.of(), warnings);
        }
        Layout layout = new Layout(order);
        layout.arguments(parsed.get());
        layout.suspicions().stream().limit(MOST_WARNINGS).forEach(warnings::add);
        for (String seen : layout.texts()) {
            int left = Math.max(0, MOST_WARNINGS - warnings.size());
            warnings.addAll(Alphabets.mixed(seen, left));
            if (seen.contains("://") && warnings.size() < MOST_WARNINGS) {
                warnings.add(new Warning(
                        "An address, ",
                        ShownText.of(Layout.shortened(seen, 60)),
                        ": what it leads to may change after approval"));
            }
        }
        return new Arguments(true, layout.folded(), layout.lines(), warnings);
    }

    /** Warnings about a name or another short text. */
    public static List<Warning> lookAt(String text) {
        return Alphabets.mixed(text, MOST_WARNINGS);
    }

    private static Optional<JsonValue> parse(String text) {
        try {
            return Optional.of(StrictJson.parse(text.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT));
        } catch (DoubtfulJsonException doubtful) {
            return Optional.empty();
        }
    }

    /** The two or three deciding values for a line in a list, and how many others there are. */
    public Preview preview() {
        List<Line> top = lines.stream().filter(line -> line.depth() == 0).toList();
        List<Line> shown = top.stream().limit(3).map(Preview::cut).toList();
        return new Preview(shown, top.size() - shown.size());
    }

    /** The beginning of the arguments, each value at most 60 characters long. */
    public record Preview(List<Line> lines, int more) {

        private static final int LONGEST = 60;

        private static Line cut(Line line) {
            return new Line(0, line.key().cut(LONGEST), line.value().cut(LONGEST), line.kind(), "", "");
        }
    }
}
