package dev.countersign.gateway.budget;

import dev.countersign.gateway.Caller;
import dev.countersign.json.DoubtfulJsonException;
import dev.countersign.json.JsonLimits;
import dev.countersign.json.JsonValue;
import dev.countersign.json.JsonValue.JsonArray;
import dev.countersign.json.JsonValue.JsonBoolean;
import dev.countersign.json.JsonValue.JsonObject;
import dev.countersign.json.JsonValue.JsonString;
import dev.countersign.json.StrictJson;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The clients that are known, from {@code clients/profiles.json}: data, to be extended there. {@code docs/clients.md} shows the same
 * table, and a test compares them.
 */
@Singleton
public final class ClientProfiles {

    private static final String FILE = "clients/profiles.json";

    private final List<ClientProfile> all;

    /**
     * Reads the table.
     *
     * @throws IllegalStateException when it is damaged
     */
    public ClientProfiles() {
        all = elements(read()).stream().map(ClientProfiles::profile).toList();
    }

    /** All of them, in the order of the table. */
    public List<ClientProfile> all() {
        return all;
    }

    /** The budget of a client that is known to give up earlier than others, or whatever progress it hears of. */
    Optional<Duration> budget(Caller caller) {
        boolean hears = caller.progressToken().isPresent();
        return caller.client()
                .flatMap(client ->
                        all.stream().filter(p -> p.isOf(client.name())).findFirst())
                .filter(profile -> !(hears && profile.progressResets()))
                .flatMap(ClientProfile::budget);
    }

    private static JsonValue read() {
        try (@Nullable InputStream in = ClientProfiles.class.getClassLoader().getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing");
            }
            return StrictJson.parse(in.readAllBytes(), JsonLimits.DEFAULT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DoubtfulJsonException e) {
            throw new IllegalStateException(FILE + ": " + e.sentence(), e);
        }
    }

    private static ClientProfile profile(JsonValue row) {
        return new ClientProfile(
                text(row, "client").orElseThrow(),
                elements(member(row, "names")).stream()
                        .map(name -> Pattern.compile(((JsonString) name).value()))
                        .toList(),
                text(row, "budget").map(Duration::parse),
                !(member(row, "progressResets") instanceof JsonBoolean resets && !resets.value()),
                new ClientProfile.Page(
                        text(row, "givesUp").orElseThrow(),
                        text(row, "progress").orElseThrow(),
                        text(row, "resumes").orElseThrow(),
                        text(row, "setting").orElseThrow(),
                        text(row, "source").orElseThrow()));
    }

    private static List<JsonValue> elements(@Nullable JsonValue value) {
        if (value instanceof JsonArray array) {
            return array.elements();
        }
        throw new IllegalStateException(FILE + " has no list where one has to be");
    }

    private static @Nullable JsonValue member(JsonValue row, String name) {
        return row instanceof JsonObject object ? object.members().get(name) : null;
    }

    private static Optional<String> text(JsonValue row, String name) {
        return member(row, name) instanceof JsonString text ? Optional.of(text.value()) : Optional.empty();
    }
}
