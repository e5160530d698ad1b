package dev.countersign.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;

/**
 * Writes decided calls that never happened, set by set, with all that pages and queries need of them. They are not in the audit trail:
 * nobody did anything.
 */
final class SeededHistory {
    private static final int BATCH = 50_000;
    private static final String SCRIPT = "/seed/decided.sql";
    private static final Pattern END_OF_STATEMENT = Pattern.compile(";\\s*(?:\\n|$)");

    private final String url;
    private final Properties login = new Properties();

    SeededHistory(String url, String user, String password) {
        this.url = url;
        login.setProperty("user", user);
        login.setProperty("password", password);
        login.setProperty("ApplicationName", "countersign seed");
    }

    /** Adds that many calls, spread over the past ninety days, in transactions of 50,000. */
    void write(int count, Consumer<String> progress) throws SQLException {
        migrate();
        String[] statements = END_OF_STATEMENT.split(script());
        try (Connection connection = DriverManager.getConnection(url, login)) {
            connection.setAutoCommit(false);
            String run = run(connection);
            for (int first = 1; first <= count; first += BATCH) {
                int last = Math.min(count, first + BATCH - 1);
                batch(connection, statements, new Batch(first, last, count, run));
                progress.accept("countersign: " + last + " of " + count + " decided calls");
            }
            connection.setAutoCommit(true);
            analyze(connection);
        }
    }

    private record Batch(int first, int last, int count, String run) {}

    private static void batch(Connection connection, String[] statements, Batch batch) throws SQLException {
        try (PreparedStatement seeded = connection.prepareStatement(statements[0])) {
            seeded.setInt(1, batch.count());
            seeded.setInt(2, batch.first());
            seeded.setInt(3, batch.last());
            seeded.setString(4, batch.run());
            seeded.execute();
        }
        try (Statement rest = connection.createStatement()) {
            for (int i = 1; i < statements.length; i++) {
                rest.execute(statements[i]);
            }
        }
        connection.commit();
    }

    /** Two runs must not write the same arguments. */
    private static String run(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                var r = statement.executeQuery("select substr(gen_random_uuid()::text, 1, 8)")) {
            r.next();
            return r.getString(1);
        }
    }

    /** So that the next query is planned with what is there now. */
    private static void analyze(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("vacuum analyze held_call, held_payload, vote, approval_event");
        }
    }

    private void migrate() {
        Flyway.configure()
                .dataSource(url, login.getProperty("user"), login.getProperty("password"))
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }

    private static String script() {
        try (InputStream in = SeededHistory.class.getResourceAsStream(SCRIPT)) {
            if (in == null) {
                throw new IllegalStateException(SCRIPT + " is missing in this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^--.*$", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
