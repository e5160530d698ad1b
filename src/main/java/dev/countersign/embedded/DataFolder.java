package dev.countersign.embedded;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The folder {@code infra} inside the data folder: only its owner may read it, and only one program at a time works in it
 * (an advisory lock on the file {@code lock}, which the operating system gives up when its holder dies).
 */
final class DataFolder implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    private final Path root;
    private final FileChannel lockFile;
    private final FileLock lock;

    private DataFolder(Path root, FileChannel lockFile, FileLock lock) {
        this.root = root;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /** Opens the folder, made when absent. A predecessor that is still ending is waited for, for {@code patience} at most. */
    static DataFolder open(Path data, Duration patience, Consumer<String> say) {
        Path root = data.toAbsolutePath().normalize().resolve("infra");
        try {
            Files.createDirectories(root);
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
            FileChannel file = FileChannel.open(
                    root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = lock(file, root, patience, say);
            file.truncate(0);
            file.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)),
                    0);
            return new DataFolder(root, file, lock);
        } catch (IOException e) {
            throw new InfraException("the data folder " + root + " cannot be used: " + e, e);
        }
    }

    private static FileLock lock(FileChannel file, Path root, Duration patience, Consumer<String> say)
            throws IOException {
        Waiting waiting = Waiting.atMost(patience);
        boolean said = false;
        Optional<FileLock> lock = tryLock(file);
        while (lock.isEmpty()) {
            if (waiting.isOver()) {
                String holder = Files.readString(root.resolve("lock")).strip();
                file.close();
                throw new InfraException(
                        "the data folder " + root + " is in use by another Kafka and PostgreSQL (process " + holder
                                + "); stop it, or set COUNTERSIGN_DATA to another folder");
            }
            if (!said) {
                say.accept("the data folder is still in use, waiting for the other program to end");
                said = true;
            }
            waiting.pause(POLL);
            lock = tryLock(file);
        }
        return lock.get();
    }

    private static Optional<FileLock> tryLock(FileChannel file) throws IOException {
        try {
            return Optional.ofNullable(file.tryLock());
        } catch (OverlappingFileLockException e) {
            return Optional.empty(); // held by this very JVM
        }
    }

    Path resolve(String name) {
        return root.resolve(name);
    }

    /** What a file of this folder holds, empty when there is no such file. */
    Optional<String> read(String name) {
        try {
            return Optional.of(Files.readString(resolve(name)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new InfraException(resolve(name) + " cannot be read: " + e, e);
        }
    }

    /** Writes a file that only the owner may read; a reader, or a crash, sees the old content or the new one. */
    void write(String name, String content) {
        Path file = resolve(name);
        Path draft = resolve(name + ".new");
        try {
            Files.deleteIfExists(draft);
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(draft, content, StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new InfraException(file + " cannot be written: " + e, e);
        }
    }

    Map<String, String> readProperties(String name) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(read(name).orElse("")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> map = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> map.put(key, properties.getProperty(key)));
        return map;
    }

    void writeProperties(String name, Map<String, String> values) {
        StringWriter text = new StringWriter();
        new TreeMap<>(values).forEach((key, value) -> text.write(key + "=" + value + "\n"));
        write(name, text.toString());
    }

    /** Deletes a file or a folder with all that is in it, if it is there. */
    void delete(String name) {
        deleteTree(resolve(name));
    }

    static void deleteTree(Path top) {
        if (!Files.exists(top)) {
            return;
        }
        try (var paths = Files.walk(top)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new InfraException(top + " cannot be deleted: " + e, e);
        }
    }

    @Override
    public void close() {
        try {
            lock.release();
            lockFile.close();
        } catch (IOException e) {
            throw new InfraException("the lock in " + root + " cannot be given up: " + e, e);
        }
    }
}
