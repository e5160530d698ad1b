package dev.countersign.identity.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.call.Digest;
import dev.countersign.call.PersonName;
import dev.countersign.identity.Person;
import dev.countersign.identity.Role;
import io.quarkus.elytron.security.common.BcryptUtil;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LocalPeopleTest {

    private static final String TOKEN = "bob-token-0123456789abcdef";

    @Test
    void shouldFindThePersonByTheirToken() {
        assertThat(people(bob()).byToken(TOKEN).map(Person::name)).contains(new PersonName("bob"));
    }

    @Test
    void shouldNotKnowOtherTokens() {
        LocalPeople people = people(bob());

        assertThat(List.of("", TOKEN.toUpperCase(java.util.Locale.ROOT), TOKEN + "x", TOKEN + "\0", sha256(TOKEN)))
                .allMatch(token -> people.byToken(token).isEmpty());
    }

    @Test
    void shouldAcceptTheRightPassword() {
        assertThat(people(bob()).login("bob", "bob-password-1")).isPresent();
    }

    @Test
    void shouldRefuseWrongPasswordsAndUnknownNames() {
        LocalPeople people = people(bob());

        assertThat(people.login("bob", "wrong")).isEmpty();
        assertThat(people.login("nobody", "bob-password-1")).isEmpty();
        assertThat(people.login("", "bob-password-1")).isEmpty();
        assertThat(people.login("x".repeat(10_000), "bob-password-1")).isEmpty();
    }

    @Test
    void shouldAcceptBcryptHashesOfEveryVariant() {
        String hash = BcryptUtil.bcryptHash("s3cret-word", 12);
        for (String variant : List.of("$2a", "$2b", "$2y")) {
            LocalPeople people = people(withHash(variant + hash.substring(3)));
            assertThat(people.login("bob", "s3cret-word")).as(variant).isPresent();
        }
    }

    @Test
    void shouldRefuseAPasswordLongerThanBcryptReads() {
        String longest = "x".repeat(72);
        LocalPeople people = people(withHash(BcryptUtil.bcryptHash(longest, 12)));

        assertThat(people.login("bob", longest)).isPresent();
        assertThat(people.login("bob", longest + "y")).isEmpty();
    }

    @Test
    void shouldRefuseToStartOnACheapHash() {
        assertThatThrownBy(() -> people(withHash(BcryptUtil.bcryptHash("x", 8))))
                .hasMessageContaining("countersign.people.bob")
                .hasMessageContaining("cost");
    }

    @Test
    void shouldRefuseToStartWhenTwoPeopleShareAToken() {
        Account carol = new Account(
                new PersonName("carol"),
                Optional.of(sha256(TOKEN)),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Set.of(),
                Optional.empty());

        assertThatThrownBy(() -> people(bob(), carol)).hasMessageContaining("same token");
    }

    @Test
    void shouldNotSaySecretsInWords() {
        assertThat(bob().toString()).isEqualTo("Account[bob]");
    }

    private static LocalPeople people(Account... accounts) {
        return new LocalPeople(() -> List.of(accounts));
    }

    private static Account bob() {
        return new Account(
                new PersonName("bob"),
                Optional.of(sha256(TOKEN)),
                Optional.empty(),
                Optional.of("bob-password-1"),
                Set.of(Role.APPROVER),
                Set.of("treasury"),
                Optional.empty());
    }

    private static Account withHash(String hash) {
        return new Account(
                new PersonName("bob"),
                Optional.empty(),
                Optional.of(hash),
                Optional.empty(),
                Set.of(),
                Set.of(),
                Optional.empty());
    }

    private static String sha256(String text) {
        return Digest.ofBytes(text.getBytes(StandardCharsets.UTF_8)).value().substring("sha256:".length());
    }
}
