package dev.countersign.embedded;

import java.util.List;

/**
 * Where a node finds the two, and how it logs in.
 *
 * @param kafkaBootstrapServers {@code host:port} of the broker
 * @param jdbcUrl JDBC address of the database
 * @param username the database's only account that can log in
 * @param password its password, made at random for this folder
 */
public record Addresses(String kafkaBootstrapServers, String jdbcUrl, String username, String password) {

    /** The lines that a shell evaluates to point a node here. None of the values needs quoting. */
    public List<String> exports() {
        return List.of(
                "export KAFKA_BOOTSTRAP_SERVERS=" + kafkaBootstrapServers,
                "export QUARKUS_DATASOURCE_JDBC_URL=" + jdbcUrl,
                "export QUARKUS_DATASOURCE_USERNAME=" + username,
                "export QUARKUS_DATASOURCE_PASSWORD=" + password,
                // One broker cannot replicate; the service accepts that only when told that it is meant so
                "export COUNTERSIGN_SINGLE_BROKER=true");
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "Addresses[kafka=" + kafkaBootstrapServers + ", jdbc=" + jdbcUrl + "]";
    }
}
