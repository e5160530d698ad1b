package dev.countersign.catalogue.pin;

import dev.countersign.call.ServerName;

/** How strictly the tools of each server are pinned. A bean that reads the configuration implements it. */
@FunctionalInterface
public interface PinRules {

    /** The rule of a server. */
    PinRule of(ServerName server);
}
