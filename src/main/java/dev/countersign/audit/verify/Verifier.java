package dev.countersign.audit.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code verify-audit}: judges an export by itself and by what was kept elsewhere. */
public final class Verifier {

    private static final String FORMAT = "countersign-audit-export-1";

    private final List<String> fingerprints;
    private final List<Path> checkpoints;

    /**
     * What was kept elsewhere.
     *
     * @param fingerprints noted keys, {@code sha256:} and 64 hexadecimal digits; one of them must have signed
     * @param checkpoints files with checkpoints, which must agree
     */
    public Verifier(List<String> fingerprints, List<Path> checkpoints) {
        this.fingerprints = List.copyOf(fingerprints);
        this.checkpoints = List.copyOf(checkpoints);
    }

    /** Judges one file, line by line. */
    public Report verify(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return verify(new LineReader(in));
        } catch (IOException e) {
            return unreadable(file + " cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private Report verify(LineReader lines) throws IOException {
        try {
            OutsideCheckpoints outside = OutsideCheckpoints.read(checkpoints);
            ExportCheck check = ExportCheck.header(header(lines), outside, fingerprints);
            for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
                check.line(line.get(), JsonLine.parse(line.get()), lines);
            }
            return check.finish();
        } catch (BrokenException broken) {
            return new Report(Report.Result.BROKEN, "broken at line " + lines.number() + ": " + broken.getMessage());
        } catch (UnreadableException unreadable) {
            return unreadable(String.valueOf(unreadable.getMessage()));
        }
    }

    /** A first line that is no header of this format says that this is some other file. */
    private static JsonLine header(LineReader lines) throws IOException, UnreadableException {
        try {
            JsonLine header = JsonLine.parse(lines.next().orElse(new byte[0]));
            if (header.optional("type").filter("header"::equals).isPresent()
                    && header.optional("format").filter(FORMAT::equals).isPresent()) {
                return header;
            }
        } catch (BrokenException notJson) {
            throw new UnreadableException(
                    "the first line is not the header of an audit export: " + notJson.getMessage());
        }
        throw new UnreadableException("the first line is not the header of the format " + FORMAT);
    }

    private static Report unreadable(String reason) {
        return new Report(Report.Result.UNREADABLE, "unreadable: " + reason);
    }
}
