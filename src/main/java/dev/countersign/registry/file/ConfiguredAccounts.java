package dev.countersign.registry.file;

import dev.countersign.call.PersonName;
import dev.countersign.identity.Role;
import dev.countersign.identity.local.Account;
import dev.countersign.identity.local.Accounts;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The local accounts of the configuration. */
@Singleton
class ConfiguredAccounts implements Accounts {

    private final CountersignConfig config;

    ConfiguredAccounts(CountersignConfig config) {
        this.config = config;
    }

    @Override
    public List<Account> all() {
        return config.people().entrySet().stream()
                .map(e -> account(e.getKey(), e.getValue()))
                .toList();
    }

    private Account account(String name, CountersignConfig.PersonConfig person) {
        String place = "countersign.people." + name;
        if (config.production() && person.password().isPresent()) {
            throw new IllegalArgumentException(place + ".password is not accepted in production: use password-hash");
        }
        return new Account(
                new PersonName(name),
                Tokens.hash(place, person.token(), person.tokenSha256()),
                person.passwordHash(),
                person.password(),
                person.roles().orElse(List.of()).stream()
                        .map(word -> role(place, word))
                        .collect(Collectors.toSet()),
                Set.copyOf(person.groups().orElse(List.of())),
                person.email());
    }

    private static Role role(String place, String word) {
        return Arrays.stream(Role.values())
                .filter(r -> r.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        place + ".roles: \"" + word + "\" is none of approver, admin, auditor"));
    }
}
