package dev.countersign.inbox.fakes;

import dev.countersign.call.Digest;
import dev.countersign.call.PersonName;
import dev.countersign.identity.Role;
import dev.countersign.identity.local.Account;
import dev.countersign.identity.local.Accounts;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** alice, bob, carol and dave approve, root administers, iris audits, nora has no role; password {@code NAME-password-1}. */
@Alternative
@Singleton
public class FixedAccounts implements Accounts {

    @Override
    public List<Account> all() {
        return List.of(
                account("alice", "treasury", Role.APPROVER),
                account("bob", "treasury", Role.APPROVER),
                account("carol", "treasury", Role.APPROVER),
                account("dave", "ops", Role.APPROVER),
                account("root", "ops", Role.ADMIN),
                account("iris", "ops", Role.AUDITOR),
                account("nora", "ops"));
    }

    public static String token(String name) {
        return name + "-token-0123456789abcdef";
    }

    public static String password(String name) {
        return name + "-password-1";
    }

    private static Account account(String name, String group, Role... roles) {
        String hash =
                Digest.ofBytes(token(name).getBytes(StandardCharsets.UTF_8)).value();
        return new Account(
                new PersonName(name),
                Optional.of(hash.substring("sha256:".length())),
                Optional.empty(),
                Optional.of(password(name)),
                Set.of(roles),
                Set.of(group),
                Optional.empty());
    }
}
