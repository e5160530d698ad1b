package dev.countersign.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.audit.verify.Report.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file itself: the golden export of docs/audit.md, whole and damaged in every way. */
class VerifierTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/audit/export.ndjson");
    private static final String KEY = "sha256:21fe31dfa154a261626bf854046fd2271b7bed4b6abe45aa58877ef47f9721b9";

    @TempDir
    Path folder;

    @Test
    void shouldSayWholeWhenExportIsTheGoldenOne() {
        // when
        Report report = new Verifier(List.of(), List.of()).verify(GOLDEN);
        // then
        assertThat(report.result()).as(report.text()).isEqualTo(Result.WHOLE);
        assertThat(report.text())
                .contains(
                        "1 entries", "2026-11-20T10:00:00.000Z", KEY, "noted fingerprint", "checkpoint kept elsewhere");
    }

    @Test
    void shouldSayWholeWhenTheNotedKeySigned() {
        assertThat(new Verifier(List.of(KEY), List.of()).verify(GOLDEN).result())
                .isEqualTo(Result.WHOLE);
    }

    @Test
    void shouldSayBrokenWhenAnotherKeyWasNoted() {
        // given
        String other = "sha256:" + "0".repeat(64);
        // when
        Report report = new Verifier(List.of(other), List.of()).verify(GOLDEN);
        // then
        assertThat(report.result()).isEqualTo(Result.BROKEN);
        assertThat(report.text()).contains("not signed by the given key");
    }

    @Test
    void shouldSayBrokenWhenAnySingleByteIsAnother() throws IOException {
        // given
        byte[] golden = Files.readAllBytes(GOLDEN);
        List<Integer> overlooked = new ArrayList<>();
        // when
        for (int i = 0; i < golden.length; i++) {
            byte[] altered = golden.clone();
            altered[i] = (byte) (altered[i] == '1' ? '2' : '1');
            if (result(altered) == Result.WHOLE || result(altered) == Result.PARTIAL) {
                overlooked.add(i);
            }
        }
        // then
        assertThat(overlooked).isEmpty();
    }

    @Test
    void shouldFindItWhenTheTailIsCutAnywhere() throws IOException {
        // given
        byte[] golden = Files.readAllBytes(GOLDEN);
        List<Integer> overlooked = new ArrayList<>();
        // when
        for (int length = 0; length < golden.length; length++) {
            Result result = result(Arrays.copyOf(golden, length));
            if (result != Result.BROKEN && result != Result.UNREADABLE) {
                overlooked.add(length);
            }
        }
        // then
        assertThat(overlooked).isEmpty();
    }

    @Test
    void shouldFindItWhenLinesAreSwappedDroppedOrDoubled() throws IOException {
        // given
        List<String> golden = Files.readAllLines(GOLDEN);
        // when, then
        for (int i = 0; i < golden.size(); i++) {
            List<String> dropped = new ArrayList<>(golden);
            dropped.remove(i);
            List<String> doubled = new ArrayList<>(golden);
            doubled.add(i, golden.get(i));
            assertThat(result(dropped)).as("dropped %d", i).isIn(Result.BROKEN, Result.UNREADABLE);
            assertThat(result(doubled)).as("doubled %d", i).isEqualTo(Result.BROKEN);
            for (int k = i + 1; k < golden.size(); k++) {
                List<String> swapped = new ArrayList<>(golden);
                Collections.swap(swapped, i, k);
                assertThat(result(swapped)).as("swapped %d, %d", i, k).isIn(Result.BROKEN, Result.UNREADABLE);
            }
        }
    }

    @Test
    void shouldSayBrokenWhenLineEndsWereConverted() throws IOException {
        // given
        String converted = Files.readString(GOLDEN).replace("\n", "\r\n");
        // when
        Report report = report(converted.getBytes(StandardCharsets.UTF_8));
        // then
        assertThat(report.result()).isIn(Result.BROKEN, Result.UNREADABLE);
    }

    @Test
    void shouldSayBrokenWhenMemberStandsTwice() throws IOException {
        // given
        String twice = Files.readString(GOLDEN).replace("\"kind\":\"approval.moved\"", "\"kind\":\"a\",\"kind\":\"b\"");
        // when
        Report report = report(twice.getBytes(StandardCharsets.UTF_8));
        // then
        assertThat(report.result()).isEqualTo(Result.BROKEN);
        assertThat(report.text()).isEqualTo("broken at line 2: not strict JSON");
    }

    @Test
    void shouldSayUnreadableWhenFileIsSomethingElse() throws IOException {
        assertThat(report(new byte[0]).result()).isEqualTo(Result.UNREADABLE);
        assertThat(report("hello\n".getBytes(StandardCharsets.UTF_8)).result()).isEqualTo(Result.UNREADABLE);
        assertThat(report("{\"type\":\"header\",\"format\":\"x-2\"}\n".getBytes(StandardCharsets.UTF_8))
                        .result())
                .isEqualTo(Result.UNREADABLE);
        assertThat(new Verifier(List.of(), List.of())
                        .verify(folder.resolve("absent"))
                        .result())
                .isEqualTo(Result.UNREADABLE);
        assertThat(new Verifier(List.of(), List.of()).verify(folder).result()).isEqualTo(Result.UNREADABLE);
    }

    private Result result(List<String> lines) throws IOException {
        return result((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private Result result(byte[] bytes) throws IOException {
        return report(bytes).result();
    }

    private Report report(byte[] bytes) throws IOException {
        Path file = folder.resolve("export.ndjson");
        Files.write(file, bytes);
        return new Verifier(List.of(), List.of()).verify(file);
    }
}
