package dev.countersign.registry.file;

import dev.countersign.registry.CatalogueSettings;
import jakarta.inject.Singleton;
import java.time.Duration;

/** {@code countersign.catalogue}. */
@Singleton
class ConfiguredCatalogue implements CatalogueSettings {

    private static final Duration LEAST = Duration.ofSeconds(5);

    private final Duration refresh;

    ConfiguredCatalogue(CountersignConfig config) {
        refresh = config.catalogue().refresh();
        if (!refresh.isZero() && refresh.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException("countersign.catalogue.refresh must be PT0S or at least PT5S");
        }
    }

    @Override
    public Duration refresh() {
        return refresh;
    }
}
