package dev.countersign.directory.store;

import dev.countersign.call.AgentName;
import dev.countersign.call.PersonName;
import dev.countersign.call.ServerName;
import dev.countersign.directory.AgentEntry;
import dev.countersign.directory.Holder;
import dev.countersign.directory.PersonEntry;
import dev.countersign.directory.PersonFacts;
import dev.countersign.directory.TokenInfo;
import dev.countersign.identity.Person;
import dev.countersign.identity.Sessions;
import dev.countersign.identity.Sessions.Open;
import dev.countersign.identity.local.LocalPeople;
import dev.countersign.registry.Agent;
import dev.countersign.registry.file.FileRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads the lists of admins: those of the file and those of the tables, by name. */
@ApplicationScoped
class DirectoryLists {

    private static final String AGENTS = "select a.name, a.owner, a.disabled,"
            + " array(select g.server from managed_grant g where g.agent = a.name) from managed_agent a";
    private static final String PEOPLE =
            "select name, roles, groups, email, disabled, password_hash <> '' from managed_person";
    private static final String TOKENS = "select id, holder, label, made_by, made_at, ends_at, last_used_at"
            + " from managed_token where kind = ? and " + SnapshotRows.LIVE + " order by made_at, id";

    private final DataSource database;
    private final FileRegistry fileAgents;
    private final LocalPeople filePeople;
    private final Sessions sessions;

    DirectoryLists(DataSource database, FileRegistry fileAgents, LocalPeople filePeople, Sessions sessions) {
        this.database = database;
        this.fileAgents = fileAgents;
        this.filePeople = filePeople;
        this.sessions = sessions;
    }

    List<AgentEntry> agents() {
        Map<String, AgentEntry> all = new TreeMap<>();
        read(connection -> {
            Map<String, List<TokenInfo>> tokens = tokens(connection, Holder.Kind.AGENT);
            try (PreparedStatement query = connection.prepareStatement(AGENTS);
                    ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    AgentName name = new AgentName(rows.getString(1));
                    all.put(
                            name.value(),
                            new AgentEntry(
                                    name,
                                    new PersonName(rows.getString(2)),
                                    false,
                                    rows.getBoolean(3),
                                    SnapshotRows.words(rows.getArray(4)).stream()
                                            .map(ServerName::new)
                                            .collect(Collectors.toSet()),
                                    tokens.getOrDefault(name.value(), List.of())));
                }
            }
        });
        fileAgents.agents().forEach(agent -> all.put(agent.name().value(), entry(agent)));
        return List.copyOf(all.values());
    }

    private static AgentEntry entry(Agent agent) {
        return new AgentEntry(agent.name(), agent.owner(), true, false, agent.grants(), List.of());
    }

    List<PersonEntry> people() {
        Map<PersonName, Open> open = sessions.open();
        Map<String, PersonEntry> all = new TreeMap<>();
        read(connection -> {
            Map<String, List<TokenInfo>> tokens = tokens(connection, Holder.Kind.PERSON);
            try (PreparedStatement query = connection.prepareStatement(PEOPLE);
                    ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    PersonName name = new PersonName(rows.getString(1));
                    PersonFacts facts = new PersonFacts(
                            SnapshotRows.roles(rows.getArray(2)),
                            SnapshotRows.words(rows.getArray(3)),
                            rows.getString(4),
                            rows.getBoolean(5));
                    all.put(
                            name.value(),
                            entry(
                                    name,
                                    facts,
                                    rows.getBoolean(6),
                                    tokens.getOrDefault(name.value(), List.of()),
                                    Optional.ofNullable(open.get(name))));
                }
            }
        });
        filePeople.all().forEach(person -> all.put(person.name().value(), entry(person, open.get(person.name()))));
        return List.copyOf(all.values());
    }

    private static PersonEntry entry(
            PersonName name, PersonFacts facts, boolean password, List<TokenInfo> tokens, Optional<Open> open) {
        return new PersonEntry(
                name, facts, false, password, tokens, open.map(Open::sessions).orElse(0), open.map(Open::lastUsed));
    }

    private PersonEntry entry(Person person, @Nullable Open open) {
        return new PersonEntry(
                person.name(),
                new PersonFacts(person.roles(), person.groups(), person.email().orElse(""), false),
                true,
                filePeople.hasPassword(person.name()),
                List.of(),
                open == null ? 0 : open.sessions(),
                Optional.ofNullable(open).map(Open::lastUsed));
    }

    private static Map<String, List<TokenInfo>> tokens(Connection connection, Holder.Kind kind) throws SQLException {
        Map<String, List<TokenInfo>> tokens = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(TOKENS)) {
            query.setString(1, kind.word());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    tokens.computeIfAbsent(rows.getString(2), holder -> new ArrayList<>())
                            .add(new TokenInfo(
                                    rows.getObject(1, UUID.class),
                                    rows.getString(3),
                                    rows.getString(4),
                                    rows.getObject(5, OffsetDateTime.class).toInstant(),
                                    time(rows, 6),
                                    time(rows, 7)));
                }
            }
        }
        return tokens;
    }

    private static Optional<Instant> time(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    @FunctionalInterface
    private interface Reading {
        void on(Connection connection) throws SQLException;
    }

    private void read(Reading work) {
        QuarkusTransaction.requiringNew().run(() -> {
            try (Connection connection = database.getConnection()) {
                work.on(connection);
            } catch (SQLException e) {
                throw new IllegalStateException("PostgreSQL did not tell agents and people", e);
            }
        });
    }
}
