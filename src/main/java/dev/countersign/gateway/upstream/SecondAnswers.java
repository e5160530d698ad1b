package dev.countersign.gateway.upstream;

import dev.countersign.call.ServerName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Servers that answer a released call again: the first answer counts, every further one is dropped and counted here. */
@Singleton
public final class SecondAnswers {

    private static final Logger LOGGER = Logger.getLogger(SecondAnswers.class);

    private final Counter dropped;

    SecondAnswers(MeterRegistry metrics) {
        dropped = Counter.builder("countersign.answers.repeated")
                .description("further responses of servers to a released call that was answered already, dropped")
                .register(metrics);
    }

    /** One was dropped. */
    public void dropped(ServerName server) {
        dropped.increment();
        LOGGER.warnf("the server answered a released call once more, the first answer counts: server=%s", server);
    }
}
