package dev.countersign.inbox.presence;

import dev.countersign.call.ApprovalId;
import dev.countersign.call.PersonName;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The table {@code call_reader}: unlogged, for it holds nothing that anybody misses after a crash; PostgreSQL, because pages hang on every node. */
@ApplicationScoped
class Readers {

    /** A page says that it is open every ten seconds; one that was silent for longer was closed. */
    private static final String RECENT = "seen_at > clock_timestamp() - interval '25 seconds'";

    private final DataSource database;

    Readers(DataSource database) {
        this.database = database;
    }

    /** Notes that a person has the call open; everybody else who has, by name. */
    List<String> noted(ApprovalId id, PersonName person) {
        try (var connection = database.getConnection();
                var note = connection.prepareStatement("insert into call_reader (approval_id, person, seen_at)"
                        + " values (?, ?, clock_timestamp()) on conflict (approval_id, person)"
                        + " do update set seen_at = excluded.seen_at");
                var forget = connection.prepareStatement("delete from call_reader where not (" + RECENT + ")");
                var others = connection.prepareStatement("select person from call_reader"
                        + " where approval_id = ? and person <> ? and " + RECENT + " order by person limit 10")) {
            note.setObject(1, id.value());
            note.setString(2, person.value());
            note.executeUpdate();
            forget.executeUpdate();
            others.setObject(1, id.value());
            others.setString(2, person.value());
            List<String> names = new ArrayList<>();
            try (var rows = others.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        } catch (SQLException e) {
            throw new IllegalStateException("the readers of a call cannot be asked", e);
        }
    }
}
