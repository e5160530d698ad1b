package dev.countersign.identity.local;

import dev.countersign.call.PersonName;
import dev.countersign.identity.People;
import dev.countersign.identity.Person;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The people of the configuration. Tokens are found by their SHA-256 and compared in constant time; passwords are bcrypt. */
@Startup
@Typed(LocalPeople.class)
@ApplicationScoped
public class LocalPeople implements People {

    private final Map<PersonName, Person> people = new HashMap<>();
    private final Map<String, Holder> byTokenHash = new HashMap<>();
    private final Map<PersonName, String> passwords = new HashMap<>();
    private final String nobody;

    LocalPeople(Accounts accounts) {
        accounts.all().forEach(this::take);
        nobody = Bcrypt.inMemory("nobody");
    }

    /** All people of the configuration. */
    public Collection<Person> all() {
        return people.values();
    }

    /** Whether somebody of the configuration can log in on pages. */
    public boolean hasPassword(PersonName name) {
        return passwords.containsKey(name);
    }

    private void take(Account account) {
        Person person = account.person();
        if (people.putIfAbsent(person.name(), person) != null) {
            throw new IllegalArgumentException("two people are called " + person.name() + ": a name is given once");
        }
        account.tokenSha256().ifPresent(hash -> takeToken(person, hash.toLowerCase(Locale.ROOT)));
        try {
            account.passwordHash()
                    .map(Bcrypt::checked)
                    .or(() -> account.password().map(Bcrypt::inMemory))
                    .ifPresent(hash -> passwords.put(person.name(), hash));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("countersign.people." + person.name() + ": " + wrong.getMessage());
        }
    }

    private void takeToken(Person person, String hash) {
        if (!hash.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "countersign.people." + person.name() + ".token-sha256 has 64 hexadecimal digits");
        }
        if (byTokenHash.putIfAbsent(hash, new Holder(HexFormat.of().parseHex(hash), person)) != null) {
            throw new IllegalArgumentException("two people have the same token: give " + person.name() + " another");
        }
    }

    @Override
    public Optional<Person> byToken(String bearer) {
        byte[] hash = sha256(bearer);
        Holder holder = byTokenHash.get(HexFormat.of().formatHex(hash));
        return holder != null && MessageDigest.isEqual(holder.tokenSha256, hash)
                ? Optional.of(holder.person)
                : Optional.empty();
    }

    @Override
    public Optional<Person> find(PersonName name) {
        return Optional.ofNullable(people.get(name));
    }

    @Override
    public Optional<Person> login(String name, String password) {
        return proven(name, password, Map.of()).flatMap(this::find);
    }

    /**
     * Checks a password against those of the configuration and some more. A name that nobody has is compared with a hash of somebody
     * else, so that it takes as long.
     *
     * @param more bcrypt by person; the configuration goes first
     */
    public Optional<PersonName> proven(String name, String password, Map<PersonName, String> more) {
        Map<PersonName, String> all = new HashMap<>(more);
        all.putAll(passwords);
        Optional<PersonName> known = personName(name).filter(all::containsKey);
        boolean right = Bcrypt.matches(password, known.map(all::get).orElseGet(() -> decoy(name, all)));
        return right ? known : Optional.empty();
    }

    private static Optional<PersonName> personName(String name) {
        return name.isBlank() || name.length() > 256 ? Optional.empty() : Optional.of(new PersonName(name));
    }

    private String decoy(String name, Map<PersonName, String> all) {
        List<String> decoys = all.values().stream().sorted().toList();
        return decoys.isEmpty() ? nobody : decoys.get(Math.floorMod(name.hashCode(), decoys.size()));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Who holds the token with this hash. */
    private static final class Holder {
        private final byte[] tokenSha256;
        private final Person person;

        private Holder(byte[] tokenSha256, Person person) {
            this.tokenSha256 = tokenSha256;
            this.person = person;
        }
    }
}
