package dev.countersign.identity.local;

import dev.countersign.call.PersonName;
import dev.countersign.identity.People;
import dev.countersign.identity.Person;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The people of the configuration. Tokens are found by their SHA-256 and compared in constant time; passwords are bcrypt. */
@Startup
@ApplicationScoped
class LocalPeople implements People {

    private final Map<PersonName, Person> people = new HashMap<>();
    private final Map<String, Holder> byTokenHash = new HashMap<>();
    private final Map<PersonName, String> passwords = new HashMap<>();

    /** Hashes to be tried for names that have none, so that they take as long as the others. */
    private final List<String> decoys;

    LocalPeople(Accounts accounts) {
        accounts.all().forEach(this::take);
        decoys = passwords.isEmpty()
                ? List.of(Bcrypt.inMemory("nobody"))
                : passwords.values().stream().sorted().toList();
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
        Optional<PersonName> known = personName(name).filter(passwords::containsKey);
        String hash = known.map(passwords::get).orElseGet(() -> decoy(name));
        boolean right = Bcrypt.matches(password, hash);
        return right ? known.flatMap(this::find) : Optional.empty();
    }

    private static Optional<PersonName> personName(String name) {
        return name.isBlank() || name.length() > 256 ? Optional.empty() : Optional.of(new PersonName(name));
    }

    private String decoy(String name) {
        return decoys.get(Math.floorMod(name.hashCode(), decoys.size()));
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
