package dev.countersign.observe;

import dev.countersign.catalogue.listing.Listings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Tells which servers could not be asked for their tools. Always up: what is known of them goes on counting. */
@Readiness
@ApplicationScoped
class CatalogueReadiness implements HealthCheck {

    private final Listings listings;

    CatalogueReadiness(Listings listings) {
        this.listings = listings;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("catalogue").up();
        String unlisted = listings.all().entrySet().stream()
                .filter(server -> server.getValue().problem().isPresent())
                .map(server ->
                        server.getKey() + ": " + server.getValue().problem().get())
                .sorted()
                .collect(Collectors.joining(", "));
        return (unlisted.isEmpty() ? answer : answer.withData("unlisted", unlisted)).build();
    }
}
