package dev.countersign.policy.reload;

import dev.countersign.policy.PolicyErrorsException;
import dev.countersign.policy.PolicyProblem;
import dev.countersign.policy.PolicyProblem.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that is looked at again and again. What has changed counts as soon as it looks the same twice, so that nobody reads half
 * of what an editor is writing. Used by one thread.
 */
final class PolicyFile {

    /** More than this is refused by the compiler; no need to read it all to say so. */
    private static final int MOST_BYTES = 8 << 20;

    private final Path path;
    private Stamp taken;
    private Stamp seen;

    PolicyFile(Path path) {
        this.path = path;
        this.taken = stamp();
        this.seen = taken;
    }

    /** What tells one content from another without reading it; a file that is gone has none of it. */
    private record Stamp(
            @Nullable FileTime changed, long size, @Nullable Object file) {}

    /** Whether there is something new, and it stands still. */
    boolean changed() {
        Stamp now = stamp();
        boolean still = now.equals(seen);
        seen = now;
        boolean changed = still && !now.equals(taken);
        if (changed) {
            taken = now;
        }
        return changed;
    }

    private Stamp stamp() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        } catch (IOException gone) {
            return new Stamp(null, -1, null);
        }
    }

    /** The name that stands in messages. */
    String name() {
        return path.toString();
    }

    /**
     * Its bytes.
     *
     * @throws PolicyErrorsException when it cannot be read
     */
    byte[] read() throws PolicyErrorsException {
        try (InputStream file = Files.newInputStream(path)) {
            long size = Files.size(path);
            if (size > MOST_BYTES) {
                throw refused("the file has " + size + " bytes, more than 4194304");
            }
            return file.readNBytes(MOST_BYTES);
        } catch (IOException e) {
            throw refused("the policy file cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private PolicyErrorsException refused(String message) {
        return new PolicyErrorsException(name(), List.of(new PolicyProblem(Severity.ERROR, 1, 1, message, "")));
    }
}
