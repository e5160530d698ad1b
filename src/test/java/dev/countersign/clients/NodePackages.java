package dev.countersign.clients;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packages of {@code clients/package.json}, installed into {@code target/npm} once per build. */
final class NodePackages {
    private static final Path FOLDER = Path.of("target", "npm").toAbsolutePath();
    private static final Path INSTALLED = FOLDER.resolve("installed.json");
    private static final long INSTALL_SECONDS = 300;

    /** Its runtime, as an absolute path: a child process of the service has a bare environment. */
    final String node;

    private NodePackages(String node) {
        this.node = node;
    }

    /** Installs what is not there yet. Needs {@code node} 20 or newer and {@code npm} on the path. */
    static synchronized NodePackages install() {
        try {
            Files.createDirectories(FOLDER);
            copy("sdk.mjs");
            copy("held.mjs");
            Path wanted = copy("package.json");
            if (!Files.exists(INSTALLED) || Files.mismatch(wanted, INSTALLED) >= 0) {
                run(List.of(
                        "npm",
                        "install",
                        "--no-package-lock",
                        "--no-audit",
                        "--no-fund",
                        "--ignore-scripts",
                        "--loglevel=error"));
                Files.copy(wanted, INSTALLED, StandardCopyOption.REPLACE_EXISTING);
            }
            return new NodePackages(
                    run(List.of("node", "-p", "process.execPath")).trim());
        } catch (IOException e) {
            throw new UncheckedIOException("the client tests need node (20 or newer) and npm: install both", e);
        }
    }

    /** A file of an installed package, or a script of the tests. */
    String path(String file) {
        return FOLDER.resolve(file).toString();
    }

    /** The entry point of an installed package. */
    String module(String file) {
        return path("node_modules/" + file);
    }

    /** Starts a script; its output is one stream with its errors apart. */
    Process start(List<String> arguments, Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>(List.of(node));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(FOLDER.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static Path copy(String name) throws IOException {
        Path target = FOLDER.resolve(name);
        try (InputStream in = NodePackages.class.getResourceAsStream("/clients/" + name)) {
            if (in == null) {
                throw new IOException("the resource clients/" + name + " is missing");
            }
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        }
        return target;
    }

    private static String run(List<String> command) throws IOException {
        Path out = FOLDER.resolve("npm.log");
        Process process = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            if (!process.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command.get(0) + " took longer than " + INSTALL_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        if (process.exitValue() != 0) {
            throw new IOException(command.get(0) + " failed: " + Files.readString(out));
        }
        return Files.readString(out);
    }
}
