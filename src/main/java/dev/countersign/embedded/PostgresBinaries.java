package dev.countersign.embedded;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs for this machine, unpacked once from the archive that the library brings. */
final class PostgresBinaries {
    private static final int EXECUTABLE = 0100;

    private final Path folder;

    private PostgresBinaries(Path folder) {
        this.folder = folder;
    }

    /** Unpacks into {@code cache} unless that was done before. Several programs may do so at once: the first to finish wins. */
    static PostgresBinaries in(Path cache) {
        Path home = cache.toAbsolutePath().normalize();
        try {
            byte[] archive = archive();
            Path folder = home.resolve("postgresql-" + digest(archive));
            if (!Files.exists(folder)) {
                Files.createDirectories(home);
                Path draft = Files.createTempDirectory(home, "unpacking-"); // readable by its owner only
                unpack(archive, draft);
                moveOrDelete(draft, folder);
            }
            return new PostgresBinaries(folder);
        } catch (IOException e) {
            throw new InfraException("PostgreSQL cannot be unpacked into " + home + ": " + e, e);
        }
    }

    /** The path of one of PostgreSQL's programs. */
    String program(String name) {
        return folder.resolve("bin").resolve(name).toString();
    }

    private static byte[] archive() throws IOException {
        try (InputStream stream = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
                System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "Darwin" : "Linux",
                System.getProperty("os.arch"))) {
            return stream.readAllBytes();
        } catch (IllegalStateException e) {
            throw new InfraException(
                    "there is no embedded PostgreSQL for " + System.getProperty("os.name") + " on "
                            + System.getProperty("os.arch")
                            + "; set KAFKA_BOOTSTRAP_SERVERS and QUARKUS_DATASOURCE_JDBC_URL to use your own",
                    e);
        }
    }

    private static String digest(byte[] archive) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(archive);
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void unpack(byte[] archive, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZCompressorInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("the archive names a file outside of it: " + entry.getName());
                }
                unpack(entry, tar, path);
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, path);
        if ((entry.getMode() & EXECUTABLE) != 0 && !path.toFile().setExecutable(true)) {
            throw new IOException(path + " cannot be made executable");
        }
    }

    private static void moveOrDelete(Path draft, Path folder) throws IOException {
        try {
            Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            DataFolder.deleteTree(draft); // another program was faster
        }
    }
}
