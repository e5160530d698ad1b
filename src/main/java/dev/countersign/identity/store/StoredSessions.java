package dev.countersign.identity.store;

import dev.countersign.audit.Actor;
import dev.countersign.audit.AuditEntry;
import dev.countersign.audit.AuditLog;
import dev.countersign.call.IdSource;
import dev.countersign.call.PersonName;
import dev.countersign.identity.LoginResult;
import dev.countersign.identity.People;
import dev.countersign.identity.Person;
import dev.countersign.identity.Sessions;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Sessions in PostgreSQL. The table holds hashes of ids only, so reading it gives nobody a session; a login, its audit entry and
 * the session are one transaction, and no transaction is open while bcrypt works.
 */
@ApplicationScoped
class StoredSessions implements Sessions {

    private static final int ID_BYTES = 32;

    private final People people;
    private final SessionRows rows;
    private final LoginThrottle throttle;
    private final AuditLog audit;
    private final IdSource ids;

    StoredSessions(People people, SessionRows rows, LoginThrottle throttle, AuditLog audit, IdSource ids) {
        this.people = people;
        this.rows = rows;
        this.throttle = throttle;
        this.audit = audit;
        this.ids = ids;
    }

    @Override
    public LoginResult login(String name, String password, String address) {
        Optional<Duration> wait = transaction(() -> throttle.begin(name, address));
        if (wait.isPresent()) {
            return new LoginResult.Throttled(wait.get());
        }
        Optional<Person> person = people.login(name, password);
        return person.isPresent()
                ? transaction(() -> opened(person.get(), address))
                : transaction(() -> refused(name, address));
    }

    private LoginResult opened(Person person, String address) throws Exception {
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(ids.bytes(ID_BYTES));
        byte[] hash = sha256(secret);
        rows.deleteEnded();
        throttle.deleteOld();
        throttle.succeeded(person.name().value());
        rows.insert(hash, person.name().value());
        record(Actor.person(person.name().value(), "web", fingerprint(hash)), "login.succeeded", address);
        return new LoginResult.Opened(secret, person);
    }

    private LoginResult refused(String name, String address) throws Exception {
        throttle.failed(address);
        record(claimed(name), "login.failed", address);
        return new LoginResult.Refused();
    }

    /** A name nobody has is not recorded: it may be a password in the wrong field. */
    private Actor claimed(String name) {
        boolean possible = !name.isBlank() && name.length() <= 256;
        return possible && people.find(new PersonName(name)).isPresent()
                ? Actor.person(name, "web", "")
                : Actor.system("login");
    }

    @Override
    public Optional<Session> find(String secret, boolean use) {
        byte[] hash = sha256(secret);
        return transaction(() -> use ? rows.use(hash) : rows.find(hash))
                .flatMap(name -> people.find(new PersonName(name)))
                .map(person -> new Session(person, fingerprint(hash)));
    }

    @Override
    public Optional<Duration> age(String secret) {
        return transaction(() -> rows.age(sha256(secret)));
    }

    @Override
    public void end(String secret) {
        byte[] hash = sha256(secret);
        transaction(() -> {
            Optional<String> person = rows.delete(hash);
            person.ifPresent(name -> audit.record(new AuditEntry.Event(
                    Actor.person(name, "web", fingerprint(hash)), "login.ended", Map.of("reason", "logout"))));
            return person;
        });
    }

    @Override
    public Map<PersonName, Open> open() {
        return transaction(rows::open);
    }

    @Override
    public void endAll(PersonName person, Actor by) {
        transaction(() -> {
            int ended = rows.deleteAll(person.value());
            if (ended > 0) {
                audit.record(
                        new AuditEntry.Event(by, "login.ended", Map.of("reason", "admin", "person", person.value())));
            }
            return ended;
        });
    }

    private void record(Actor actor, String kind, String address) {
        audit.record(new AuditEntry.Event(actor, kind, Map.of("address", address)));
    }

    private static <T> T transaction(Callable<T> work) {
        return QuarkusTransaction.requiringNew().call(work);
    }

    private static String fingerprint(byte[] hash) {
        return "session:" + HexFormat.of().formatHex(hash, 0, 4);
    }

    private static byte[] sha256(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
