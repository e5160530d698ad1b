package dev.countersign.identity.local;

import io.quarkus.arc.DefaultBean;
import jakarta.inject.Singleton;
import java.util.List;

/** Where nothing names people there are none, and nobody gets in. */
@DefaultBean
@Singleton
class NoAccounts implements Accounts {

    @Override
    public List<Account> all() {
        return List.of();
    }
}
