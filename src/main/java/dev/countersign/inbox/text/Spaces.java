package dev.countersign.inbox.text;

import dev.countersign.inbox.text.ShownText.Kind;
import dev.countersign.inbox.text.ShownText.Piece;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the spaces that are easily overlooked. Pattern and input are safe: one alternative, no nesting. */
final class Spaces {

    private static final Pattern OVERLOOKED = Pattern.compile("^ +| {2,}| +$");

    private Spaces() {}

    static void split(String run, List<Piece> out) {
        Matcher spaces = OVERLOOKED.matcher(run);
        int from = 0;
        while (spaces.find()) {
            plain(run.substring(from, spaces.start()), out);
            out.add(new Piece(Kind.SPACES, spaces.group(), ""));
            from = spaces.end();
        }
        plain(run.substring(from), out);
    }

    private static void plain(String text, List<Piece> out) {
        if (!text.isEmpty()) {
            out.add(new Piece(Kind.PLAIN, text, ""));
        }
    }
}
