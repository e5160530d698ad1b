package dev.countersign.directory;

import dev.countersign.call.PersonName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A person of the list.
 *
 * @param fromFile whether the configuration file names them: then they are read-only here
 * @param password whether they can log in on pages
 * @param tokens that are live, oldest first; not those of the file
 * @param sessions how many browsers they are logged in with
 * @param lastSeen when they last did something there, while a session lasts
 */
public record PersonEntry(
        PersonName name,
        PersonFacts facts,
        boolean fromFile,
        boolean password,
        List<TokenInfo> tokens,
        int sessions,
        Optional<Instant> lastSeen) {
    public PersonEntry {
        tokens = List.copyOf(tokens);
    }
}
