package dev.countersign.secrets.store;

import dev.countersign.call.IdSource;
import dev.countersign.secrets.SecretBox;
import dev.countersign.secrets.SecretsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Where the key that wraps the master comes from: {@code COUNTERSIGN_SECRET_KEY}; else, embedded, a file of its own; else there is
 * none, which is refused in production.
 */
final class SecretKeySource {

    private static final Logger LOGGER = Logger.getLogger(SecretKeySource.class);
    private static final String FILE = "secret.key";
    private static final int SHORTEST = 32;
    private static final String HOW_TO_MAKE = "; make one with: openssl rand -base64 48";

    private final SecretsSettings settings;
    private final IdSource ids;

    SecretKeySource(SecretsSettings settings, IdSource ids) {
        this.settings = settings;
        this.ids = ids;
    }

    /** The wrapping key, empty when the master has to be kept unwrapped. */
    Optional<SecretBox> find() {
        Optional<String> given = settings.secretKey();
        if (given.isPresent()) {
            return Optional.of(SecretBox.ofText(checked(given.get()), ids));
        }
        if (settings.production()) {
            throw new SecretsException("COUNTERSIGN_SECRET_KEY (countersign.secret-key) must be given in production:"
                    + " it encrypts the deployment's secrets at rest" + HOW_TO_MAKE);
        }
        if (settings.embedded()) {
            return Optional.of(SecretBox.ofText(fromFile(settings.data().resolve(FILE)), ids));
        }
        LOGGER.warn("COUNTERSIGN_SECRET_KEY is not given: the deployment's secrets are kept unencrypted in PostgreSQL"
                + " and whoever reads the database can forge signatures" + HOW_TO_MAKE);
        return Optional.empty();
    }

    private static String checked(String key) {
        if (key.length() < SHORTEST) {
            throw new SecretsException("COUNTERSIGN_SECRET_KEY (countersign.secret-key) has " + key.length()
                    + " characters and needs at least " + SHORTEST + HOW_TO_MAKE);
        }
        return key;
    }

    private String fromFile(Path file) {
        try {
            if (!Files.exists(file)) {
                write(file, Base64.getEncoder().encodeToString(ids.bytes(SHORTEST)));
            }
            warnWhenReadableByOthers(file);
            String key = Files.readString(file, StandardCharsets.US_ASCII).strip();
            if (key.length() < SHORTEST) {
                throw new SecretsException(file + " is not a key of this service: restore it from a backup, or remove"
                        + " the whole data folder to start anew");
            }
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or make " + file + ": check the folder COUNTERSIGN_DATA", e);
        }
    }

    /** Complete or not there at all, and never readable by others, whenever the process dies. */
    private static void write(Path file, String key) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path made = posix()
                ? Files.createTempFile(
                        folder,
                        FILE,
                        ".new",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : Files.createTempFile(folder, FILE, ".new");
        try (FileChannel channel = FileChannel.open(made, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap((key + "\n").getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void warnWhenReadableByOthers(Path file) throws IOException {
        if (!posix()) {
            return;
        }
        Set<PosixFilePermission> all = Files.getPosixFilePermissions(file);
        if (all.contains(PosixFilePermission.GROUP_READ) || all.contains(PosixFilePermission.OTHERS_READ)) {
            LOGGER.warnf("%s can be read by others: chmod 600 it", file);
        }
    }

    private static boolean posix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }
}
