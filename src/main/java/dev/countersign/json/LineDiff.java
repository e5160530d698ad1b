package dev.countersign.json;

import java.util.ArrayList;
import java.util.List;

/** Two texts compared line by line, as {@code diff -u} prints it. Bounded: what differs in too many lines is shown as replaced. */
public final class LineDiff {

    private static final int CONTEXT = 3;
    private static final int MOST_COMPARED = 2_000;

    private record Line(char sign, String text) {}

    private LineDiff() {}

    /** The differing lines with three around them, empty when there are none. */
    public static String unified(String before, String after) {
        List<String> old = before.lines().toList();
        List<String> now = after.lines().toList();
        int head = common(old, now);
        int tail = commonEnd(old, now, head);
        List<Line> lines = new ArrayList<>();
        old.subList(0, head).forEach(text -> lines.add(new Line(' ', text)));
        middle(old.subList(head, old.size() - tail), now.subList(head, now.size() - tail), lines);
        old.subList(old.size() - tail, old.size()).forEach(text -> lines.add(new Line(' ', text)));
        return hunks(lines);
    }

    private static int common(List<String> old, List<String> now) {
        int at = 0;
        while (at < old.size() && at < now.size() && old.get(at).equals(now.get(at))) {
            at++;
        }
        return at;
    }

    private static int commonEnd(List<String> old, List<String> now, int head) {
        int at = 0;
        while (at < old.size() - head
                && at < now.size() - head
                && old.get(old.size() - 1 - at).equals(now.get(now.size() - 1 - at))) {
            at++;
        }
        return at;
    }

    private static void middle(List<String> old, List<String> now, List<Line> lines) {
        boolean compared = old.size() <= MOST_COMPARED && now.size() <= MOST_COMPARED;
        int[][] longest = compared ? longest(old, now) : new int[old.size() + 1][1];
        int i = 0;
        int j = 0;
        while (compared && i < old.size() && j < now.size()) {
            if (old.get(i).equals(now.get(j))) {
                lines.add(new Line(' ', old.get(i++)));
                j++;
            } else if (longest[i + 1][j] >= longest[i][j + 1]) {
                lines.add(new Line('-', old.get(i++)));
            } else {
                lines.add(new Line('+', now.get(j++)));
            }
        }
        old.subList(i, old.size()).forEach(text -> lines.add(new Line('-', text)));
        now.subList(j, now.size()).forEach(text -> lines.add(new Line('+', text)));
    }

    /** Lengths of the longest common subsequences of what is left from each pair of places. */
    private static int[][] longest(List<String> old, List<String> now) {
        int[][] longest = new int[old.size() + 1][now.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = now.size() - 1; j >= 0; j--) {
                longest[i][j] = old.get(i).equals(now.get(j))
                        ? longest[i + 1][j + 1] + 1
                        : Math.max(longest[i + 1][j], longest[i][j + 1]);
            }
        }
        return longest;
    }

    private static String hunks(List<Line> lines) {
        StringBuilder text = new StringBuilder();
        int oldLine = 1;
        int newLine = 1;
        int at = 0;
        while (at < lines.size()) {
            int change = nextChange(lines, at);
            if (change == lines.size()) {
                break;
            }
            int from = Math.max(at, change - CONTEXT);
            oldLine += from - at;
            newLine += from - at;
            int to = end(lines, change);
            List<Line> hunk = lines.subList(from, to);
            int olds = (int) hunk.stream().filter(line -> line.sign != '+').count();
            int news = (int) hunk.stream().filter(line -> line.sign != '-').count();
            text.append("@@ -" + oldLine + "," + olds + " +" + newLine + "," + news + " @@\n");
            hunk.forEach(line -> text.append(line.sign).append(line.text).append('\n'));
            oldLine += olds;
            newLine += news;
            at = to;
        }
        return text.toString();
    }

    private static int nextChange(List<Line> lines, int from) {
        int at = from;
        while (at < lines.size() && lines.get(at).sign == ' ') {
            at++;
        }
        return at;
    }

    /** Behind the last change whose distance to the one before is small enough for one hunk, and the lines around it. */
    private static int end(List<Line> lines, int change) {
        int last = change;
        int next = change;
        while (next < lines.size() && next - last <= 2 * CONTEXT) {
            last = next;
            next = nextChange(lines, next + 1);
        }
        return Math.min(lines.size(), last + 1 + CONTEXT);
    }
}
