package dev.countersign.architecture;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How large things may get. What is larger wants to be two things. */
class BudgetsTest {

    private static final int LINES_OF_A_FILE = 400;
    private static final int FILES_OF_A_PACKAGE = 14;
    private static final int LINES_OF_A_METHOD = 40;
    private static final int PARAMETERS_OF_A_CONSTRUCTOR = 7;

    /** Packages with a budget of their own, and why; see ADR 2. A number here may fall, and does not rise. */
    private static final Map<String, Integer> FILES_ALLOWED = Map.of(
            // the vocabulary of held calls: states, commands, ports; 25 lines each, and read together
            "dev.countersign.approval", 40,
            // one row, one lock, one transaction: what moves a held call stays package-private
            "dev.countersign.approval.store", 22,
            // the handlers of one request share it, package-private
            "dev.countersign.gateway.downstream", 15);

    @Test
    void shouldKeepFilesShort() {
        // when
        List<String> long_ = MainCode.files().stream()
                .filter(file -> lines(file) > LINES_OF_A_FILE)
                .map(file -> file + ": " + lines(file))
                .toList();

        // then
        assertThat(long_).isEmpty();
    }

    private static long lines(Path file) {
        return MainCode.text(file).lines().count();
    }

    @Test
    void shouldKeepPackagesSmall() {
        // given
        Map<String, Long> sizes = MainCode.files().stream()
                .filter(file -> !file.endsWith("package-info.java"))
                .collect(groupingBy(MainCode::packageOf, TreeMap::new, counting()));

        // when
        sizes.entrySet().removeIf(e -> e.getValue() <= FILES_ALLOWED.getOrDefault(e.getKey(), FILES_OF_A_PACKAGE));

        // then
        assertThat(sizes).isEmpty();
    }

    @Test
    void shouldKeepMethodsShort() {
        // when
        List<String> long_ = MainCode.methods().stream()
                .filter(method -> method.lines() > LINES_OF_A_METHOD)
                .map(method -> method.where() + ": " + method.lines())
                .toList();

        // then
        assertThat(long_).isEmpty();
    }

    @Test
    void shouldKeepConstructorsSmall() {
        // when
        List<String> wide = MainCode.methods().stream()
                .filter(method -> method.injectable() && method.parameters() > PARAMETERS_OF_A_CONSTRUCTOR)
                .map(method -> method.where() + ": " + method.parameters())
                .toList();

        // then
        assertThat(wide).isEmpty();
    }
}
