package dev.countersign.inbox.text;

import java.util.ArrayList;
import java.util.List;

/** A text cut into runs that can be shown as they are and chips that stand for characters nobody would see. */
public record ShownText(List<Piece> pieces) {

    private static final int HEX_DIGITS = 4;

    public ShownText {
        pieces = List.copyOf(pieces);
    }

    /**
     * One run.
     *
     * @param text what is drawn: the run itself, or {@code U+XXXX}
     * @param name of the character behind a chip
     */
    public record Piece(Kind kind, String text, String name) {
        public boolean plain() {
            return kind == Kind.PLAIN;
        }

        public boolean space() {
            return kind == Kind.SPACES;
        }

        public boolean escape() {
            return kind == Kind.ESCAPE;
        }
    }

    /** What a piece is. */
    public enum Kind {
        PLAIN,
        /** Spaces that are easily overlooked: leading, trailing, doubled. They are drawn as they are and tinted. */
        SPACES,
        /** Stands in place of a character. */
        CHIP,
        /** Stands beside a written JSON escape and for no character of its own. */
        ESCAPE
    }

    /** A value, a name, a comment: every hidden character is a chip, a line feed keeps its break behind the chip. */
    public static ShownText of(String text) {
        Pieces out = new Pieces(true);
        text.codePoints().forEach(c -> {
            if (Visibility.hidden(c)) {
                out.chip(Kind.CHIP, c);
            }
            if (c == '\n' || !Visibility.hidden(c)) {
                out.plain(c);
            }
        });
        return new ShownText(out.done());
    }

    /** JSON as it was sent: line feeds and tabs stay, a written escape stays with a chip beside it. */
    public static ShownText exact(String json) {
        Pieces out = new Pieces(false);
        for (int i = 0; i < json.length(); ) {
            int c = json.codePointAt(i);
            int end = i + Character.charCount(c);
            if (c == '\\' && end < json.length()) {
                i = escape(json, i, out);
                continue;
            }
            if (c == '\n' || c == '\t' || !Visibility.hidden(c)) {
                out.plain(c);
            } else {
                out.chip(Kind.CHIP, c);
            }
            i = end;
        }
        return new ShownText(out.done());
    }

    /** Copies the escape at {@code at}, and names the character it stands for when that is a hidden one; where to go on. */
    private static int escape(String json, int at, Pieces out) {
        int unit = unit(json, at);
        if (unit < 0) {
            out.plain('\\');
            char letter = json.charAt(at + 1);
            boolean simple = "\"\\/bfnrt".indexOf(letter) >= 0;
            if (simple) {
                out.plain(letter);
                named(letter, out);
            }
            return at + (simple ? 2 : 1);
        }
        int end = at + 2 + HEX_DIGITS;
        int low = Character.isHighSurrogate((char) unit) ? unit(json, end) : -1;
        boolean pair = low >= 0 && Character.isLowSurrogate((char) low);
        int stop = pair ? end + 2 + HEX_DIGITS : end;
        json.substring(at, stop).codePoints().forEach(out::plain);
        int codePoint = pair ? Character.toCodePoint((char) unit, (char) low) : unit;
        if (Visibility.hidden(codePoint)) {
            out.chip(Kind.ESCAPE, codePoint);
        }
        return stop;
    }

    private static void named(char letter, Pieces out) {
        switch (letter) {
            case 'b' -> out.chip(Kind.ESCAPE, '\b');
            case 'f' -> out.chip(Kind.ESCAPE, '\f');
            case 'r' -> out.chip(Kind.ESCAPE, '\r');
            default -> {
                // line feeds, tabs and what is visible anyway
            }
        }
    }

    /** The UTF-16 unit that an escape of the form {@code \}{@code uXXXX} at this place stands for, -1 when there is none. */
    private static int unit(String json, int at) {
        if (!json.startsWith("\\u", at) || at + 2 + HEX_DIGITS > json.length()) {
            return -1;
        }
        int value = 0;
        for (int i = at + 2; i < at + 2 + HEX_DIGITS; i++) {
            int digit = Character.digit(json.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            value = value * 16 + digit;
        }
        return value;
    }

    /** The beginning, at most so many characters of it with an ellipsis of ours; for lists, never for deciding. */
    public ShownText cut(int characters) {
        List<Piece> kept = new ArrayList<>();
        int left = characters;
        for (Piece piece : pieces) {
            if (left <= 0 || piece.text().length() > left) {
                kept.add(new Piece(
                        Kind.PLAIN,
                        (piece.plain() ? Layout.shortened(piece.text(), Math.max(left, 0)) : "") + "…",
                        ""));
                return new ShownText(kept);
            }
            kept.add(piece);
            left -= piece.text().length();
        }
        return this;
    }

    /** Whether everything can be drawn as it is. */
    public boolean harmless() {
        return pieces.stream().allMatch(p -> p.plain() || p.space());
    }

    /** Collects runs. */
    private static final class Pieces {
        private final List<Piece> done = new ArrayList<>();
        private final StringBuilder run = new StringBuilder();
        private final boolean tintSpaces;

        Pieces(boolean tintSpaces) {
            this.tintSpaces = tintSpaces;
        }

        void plain(int codePoint) {
            run.appendCodePoint(codePoint);
        }

        void chip(Kind kind, int codePoint) {
            flush();
            done.add(new Piece(kind, Visibility.label(codePoint), Visibility.name(codePoint)));
        }

        List<Piece> done() {
            flush();
            return done;
        }

        private void flush() {
            if (tintSpaces) {
                Spaces.split(run.toString(), done);
            } else if (run.length() > 0) {
                done.add(new Piece(Kind.PLAIN, run.toString(), ""));
            }
            run.setLength(0);
        }
    }
}
