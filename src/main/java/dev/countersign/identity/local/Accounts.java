package dev.countersign.identity.local;

import java.util.List;

/** Where the people come from; implemented by whatever reads the configuration. */
public interface Accounts {

    /** All people, read once at the start. */
    List<Account> all();
}
