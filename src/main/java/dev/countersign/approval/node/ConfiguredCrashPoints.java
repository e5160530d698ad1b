package dev.countersign.approval.node;

import dev.countersign.approval.CrashPoint;
import dev.countersign.approval.CrashPoints;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** {@code COUNTERSIGN_CRASH_AT}: ends the process at a named place, as {@code kill -9} would. Ignored in production. */
@Singleton
class ConfiguredCrashPoints implements CrashPoints {

    private static final Logger LOGGER = Logger.getLogger(ConfiguredCrashPoints.class);
    private static final int KILLED = 137;

    private final Optional<CrashPoint> at;

    ConfiguredCrashPoints(
            @ConfigProperty(name = "countersign.crash-at") Optional<String> word,
            @ConfigProperty(name = "countersign.production", defaultValue = "false") boolean production) {
        this.at = production ? Optional.empty() : word.map(ConfiguredCrashPoints::point);
        at.ifPresent(point -> LOGGER.warnf("this process will end at %s", point.word()));
    }

    private static CrashPoint point(String word) {
        return Arrays.stream(CrashPoint.values())
                .filter(p -> p.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("COUNTERSIGN_CRASH_AT: no such point: " + word));
    }

    @Override
    public void reached(CrashPoint point) {
        if (at.filter(point::equals).isPresent()) {
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
