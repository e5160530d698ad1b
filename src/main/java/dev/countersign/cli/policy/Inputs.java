package dev.countersign.cli.policy;

import dev.countersign.policy.compile.CompiledPolicies;
import dev.countersign.policy.trial.BadCaseFileException;
import dev.countersign.policy.trial.ToolList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The files of the command line. */
final class Inputs {

    /** {@code hold.expires-after} where nothing is configured. */
    static final Duration EXPIRY = Duration.ofHours(1);

    private Inputs() {}

    /** A file that cannot be read or used; the message names it. */
    static final class BadInputException extends Exception {

        private static final long serialVersionUID = 1L;

        BadInputException(String message) {
            super(message);
        }
    }

    static CompiledPolicies compiler() {
        return CompiledPolicies.expiringAfter(EXPIRY);
    }

    static byte[] read(Path file) throws BadInputException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new BadInputException(file + " cannot be read");
        }
    }

    /** The name that tells the syntax. */
    static String name(Path file) {
        return Optional.ofNullable(file.getFileName()).map(Path::toString).orElse("");
    }

    static ToolList tools(Path file) throws BadInputException {
        return tools(file.toString(), read(file));
    }

    /** With what the text is called when it cannot be used. */
    static ToolList tools(String name, byte[] text) throws BadInputException {
        try {
            return ToolList.read(text);
        } catch (BadCaseFileException e) {
            throw new BadInputException(name + ": " + e.getMessage());
        }
    }
}
