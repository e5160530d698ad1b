package dev.countersign.approval.node;

import dev.countersign.call.IdSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The node's name in its data folder. A lock makes sure that a life which finds the name is the only one that has it: then whatever
 * an earlier life under this name was doing has surely ended. A second process on the same folder gets a name of its own.
 */
final class NodeFolder implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger(NodeFolder.class);

    private final Path folder;
    private final IdSource ids;
    private @Nullable FileChannel channel;
    private @Nullable String name;

    NodeFolder(Path folder, IdSource ids) {
        this.folder = folder;
        this.ids = ids;
    }

    /** The name for this life, the same however often it is asked for. */
    String name() {
        if (name == null) {
            name = take();
        }
        return name;
    }

    private String take() {
        try {
            Files.createDirectories(folder);
            FileChannel opened =
                    FileChannel.open(folder.resolve("node.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel = opened; // the lock is held as long as this channel is open
            @Nullable FileLock lock = opened.tryLock();
            if (lock == null) {
                LOGGER.warnf("another node uses the data folder %s: this one takes a name for this life only", folder);
                return fresh();
            }
            return kept();
        } catch (IOException e) {
            throw new UncheckedIOException("the data folder " + folder + " cannot be used: set COUNTERSIGN_DATA", e);
        }
    }

    /** Gives the name free for the next life. */
    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            LOGGER.debugf("the lock of %s ends with the process", folder);
        }
    }

    private String kept() throws IOException {
        Path file = folder.resolve("node.name");
        if (Files.exists(file)) {
            String name = Files.readString(file, StandardCharsets.UTF_8).strip();
            if (!name.isEmpty()) {
                return name;
            }
        }
        String name = fresh();
        Files.writeString(file, name + "\n", StandardCharsets.UTF_8);
        return name;
    }

    private String fresh() {
        return "node-" + HexFormat.of().formatHex(ids.bytes(6));
    }
}
