package dev.countersign.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineDiffTest {

    private static String lines(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(Integer::toString).collect(Collectors.joining("\n"));
    }

    @Test
    void shouldSayNothingOfEqualTexts() {
        assertThat(LineDiff.unified("a\nb", "a\nb")).isEmpty();
    }

    @Test
    void shouldShowEachChangeWithThreeLinesAround() {
        // given
        String before = lines(1, 30);
        String after = before.replace("5\n", "five\n").replaceFirst("\n20\n", "\n20\n20a\n");

        // then 5, 15 and 25 ended in a five
        assertThat(LineDiff.unified(lines(1, 12), lines(1, 12).replace("\n5\n", "\nfive\n")))
                .isEqualTo("""
                @@ -2,7 +2,7 @@
                 2
                 3
                 4
                -5
                +five
                 6
                 7
                 8
                """);
        assertThat(LineDiff.unified(before, after).lines().filter(line -> line.startsWith("@@")))
                .containsExactly("@@ -2,7 +2,7 @@", "@@ -12,17 +12,18 @@");
    }

    @Test
    void shouldCompareWithNothing() {
        assertThat(LineDiff.unified("", "a\nb")).isEqualTo("@@ -1,0 +1,2 @@\n+a\n+b\n");
    }

    @Test
    void shouldStaySmallForTextsThatDifferEverywhere() {
        assertThat(LineDiff.unified(lines(1, 50_000), lines(100_000, 150_000)).lines())
                .hasSize(100_002);
    }
}
