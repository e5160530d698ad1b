package dev.countersign.cli;

import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.flywaydb.core.api.FlywayException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code seed}: a long history to measure with, written straight into the database that the environment names. */
@Command(
        name = "seed",
        mixinStandardHelpOptions = true,
        description = "Fills the database in use with decided calls, for measuring. Refused in production.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:written", "1:the database refused", "2:wrong words, or refused in production"})
final class Seed implements Callable<Integer> {
    private static final String URL = "QUARKUS_DATASOURCE_JDBC_URL";
    private static final int MOST = 100_000_000;

    @Option(names = "--decided", required = true, paramLabel = "N", description = "How many decided calls to add.")
    private int decided;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Map<String, String> environment;

    Seed() {
        this(System.getenv());
    }

    Seed(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (decided < 1 || decided > MOST) {
            throw new ParameterException(spec.commandLine(), "--decided takes a number from 1 to " + MOST);
        }
        if (production()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "seed is refused in production (COUNTERSIGN_PRODUCTION): these calls never happened");
        }
        String url = environment.getOrDefault(URL, "");
        if (url.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), URL + " is not set: run bin/countersign seed, or name the database");
        }
        PrintWriter out = spec.commandLine().getOut();
        try {
            new SeededHistory(
                            url,
                            environment.getOrDefault("QUARKUS_DATASOURCE_USERNAME", ""),
                            environment.getOrDefault("QUARKUS_DATASOURCE_PASSWORD", ""))
                    .write(decided, out::println);
            return 0;
        } catch (FlywayException old) {
            spec.commandLine()
                    .getErr()
                    .println("countersign: the schema could not be brought up to date: " + old.getMessage());
            return 1;
        } catch (SQLException refused) {
            spec.commandLine()
                    .getErr()
                    .println("countersign: the database refused (" + refused.getSQLState()
                            + "): is it reachable, and does the account own it?");
            return 1;
        }
    }

    /** As the service reads it: the variable, the system property, or the file that {@code COUNTERSIGN_CONFIG} names. */
    private boolean production() {
        return Boolean.parseBoolean(environment.getOrDefault("COUNTERSIGN_PRODUCTION", "false"))
                || Boolean.getBoolean("countersign.production")
                || ProductionFile.says(environment.getOrDefault("COUNTERSIGN_CONFIG", ""));
    }
}
