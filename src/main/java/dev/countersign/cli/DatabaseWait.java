package dev.countersign.cli;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * Before the service: waits for a PostgreSQL that is started after it, however long that takes. Here and not in the service, because a
 * service that is half started hears no TERM.
 */
final class DatabaseWait {
    private static final String URL = "QUARKUS_DATASOURCE_JDBC_URL";
    /** Class 08 of SQLSTATE: no connection. */
    private static final String NO_CONNECTION = "08";
    /** The server is starting up or shutting down. */
    private static final String CANNOT_CONNECT_NOW = "57P03";

    private static final long PAUSE_MILLIS = 500;
    private static final int SAID_EVERY = 20;

    private DatabaseWait() {}

    /** Returns when the database answers, be it with a refusal: what is wrong then is said by the start itself. */
    static void until(Map<String, String> environment, PrintStream terminal) throws InterruptedException {
        String url = environment.getOrDefault(URL, "");
        for (long attempt = 0; !url.isEmpty() && !answers(url, environment); attempt++) {
            if (attempt % SAID_EVERY == 0) {
                terminal.println("countersign: waiting for PostgreSQL at " + url.replaceFirst("\\?.*", "")
                        + ", which does not answer; is it started?");
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private static boolean answers(String url, Map<String, String> environment) {
        Properties login = new Properties();
        login.setProperty("user", environment.getOrDefault("QUARKUS_DATASOURCE_USERNAME", ""));
        login.setProperty("password", environment.getOrDefault("QUARKUS_DATASOURCE_PASSWORD", ""));
        login.setProperty("connectTimeout", "3");
        login.setProperty("socketTimeout", "5");
        try (Connection connection = DriverManager.getConnection(url, login)) {
            return connection.isValid(1);
        } catch (SQLException refused) {
            String state = refused.getSQLState() == null ? "" : refused.getSQLState();
            return !state.startsWith(NO_CONNECTION) && !state.equals(CANNOT_CONNECT_NOW);
        }
    }
}
